package io.henge.core.decide;

/** Something that happened to an attempt in this term and need not happen, or be found out, again. */
public enum Mark {
    /** The row is an earlier term's: what that term did beyond it is not known. */
    RESTORED,
    /** The row is an earlier term's, and nobody has told this one what the task asks of a cluster. */
    UNASKED,
    /** Druid's own runner may have launched the task: it waits until every cluster has been searched for its Job. */
    UNSETTLED,
    /** Druid has let go of the task: it is finished or is to be killed. */
    RELEASED,
    /** Nothing of the running pod is waited for: it was killed, or could not start. */
    CUT_SHORT,
    /** The cluster was asked for the Job in this term; its watch may not show it yet. */
    LAUNCH_SENT,
    /** An answer to that did not come, or said nothing: a Job may appear, whatever later answers say. */
    LAUNCH_UNSURE,
    /** The cluster has refused the Job, and certainly has made none. */
    LAUNCH_REFUSED,
    /** Something else has the Job's name. */
    NAME_TAKEN,
    /** The watch has shown the Job in this term, so that its absence means that it is gone. */
    SIGHTED,
    /** The watch has shown its pod running, or ended, in this term. */
    STARTED,
    /** Deep storage holds no status of the task. */
    STATUS_ABSENT,
    /** The log is in deep storage, or cannot be had. */
    LOG_SAVED,
    /** The cluster has taken the request to delete the Job. */
    DELETE_SENT,
    /** Neither Job nor pod is left. */
    PURGED,
    /** Its cluster, or its namespace there, is not configured any more: nothing is seen of it again as things are. */
    OUT_OF_SIGHT,
    /** Its supervisor has agreed to hand it over. */
    HANDED_OVER,
    /** No supervisor has agreed to hand it over when one was last asked. */
    HANDOVER_REFUSED,
    /** Druid's own store says that the task has ended, so that it will not be handed over again. */
    STORED,
    /** Its pod has found no room on its cluster for some seconds, and has not started since. */
    ROOMLESS,
    /** Nobody is let in any more to act for it: whatever happens, it is taken from its cluster. */
    YIELDING,
    /** It is to be taken from its cluster, and deep storage, asked since then, holds no status of the task. */
    UNFINISHED,
    /** Its peon has been told to stop, or is being told, so that it is taken from its cluster whatever is heard of that. */
    REVOKING,
    /** Its pod has stopped itself, since nobody renewed its lease. */
    LAPSED,
    /** It was recorded that it would be taken from its cluster, as that is now. */
    FORESEEN,
    /** Its right has ended by a word, and what follows from that for others has not been done yet. */
    UNFOLLOWED
}
