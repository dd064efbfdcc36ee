package io.henge.kubernetes.joining;

import io.fabric8.kubernetes.api.model.HasMetadata;

/**
 * What is done about one object.
 *
 * @param object as it is to be; for {@link Deed#DELETE} and {@link Deed#LEAVE} as it is
 */
record ObjectChange(Deed deed, HasMetadata object) {
    /** What is done. */
    enum Deed {
        MAKE("made", "to be made"),
        CHANGE("changed", "to be changed"),
        KEEP("there already", "there already"),
        DELETE("deleted", "to be deleted"),
        LEAVE("left there", "to be left there");

        private final String done;
        private final String planned;

        Deed(String done, String planned) {
            this.done = done;
            this.planned = planned;
        }

        /** As people are told. */
        String word(boolean dryRun) {
            return dryRun ? planned : done;
        }
    }

    ObjectRef ref() {
        return ObjectRef.of(object);
    }

    /** Whether anything is asked of the API server. */
    boolean changesAnything() {
        return deed != Deed.KEEP && deed != Deed.LEAVE;
    }
}
