import { useState } from 'preact/hooks';
import { client, query, segment } from '../api/client';
import { usePoll } from '../api/poll';
import type { Cluster, EventsPage, Explanation, FailoversPage, Placement, TaskAttempts } from '../api/types';
import { Ago, At, Badge, ClusterLink, Cut, Facts, Mark, Nothing, Said } from '../parts/bits';
import { ExplanationOf } from '../parts/explanation';
import { History, merged, Pairs } from '../parts/history';
import { Lines } from '../parts/lines';
import { toneOfState } from '../parts/placements';
import { WordDialog, type WordSpec } from '../parts/word';
import { link } from '../route';
import { useRefusal } from '../session';
import { lines } from '../words/spans';
import { spaced } from '../words/text';
import { useNow } from '../words/time';

/** One task: every attempt of it, what holds it where it is, and what has happened to it. */
export function TaskView({ task }: { task: string }) {
  const path = `tasks/${segment(task)}`;
  const attempts = usePoll<TaskAttempts>(path, 2_000);
  const explanation = usePoll<Explanation>(`${path}/explain`, 5_000);
  const events = usePoll<EventsPage>(`events${query({ task, limit: 200 })}`, 5_000);
  const failovers = usePoll<FailoversPage>(`failovers${query({ task, limit: 50 })}`, 5_000);
  const now = useNow();
  const known = attempts.problem?.kind === 'not-found' ? [] : (attempts.data?.attempts ?? []);
  const newest = known[known.length - 1] ?? null;
  const happened = events.data?.events ?? [];
  const taken = failovers.data?.failovers ?? [];
  const preserved = taken.find((failover) => Object.keys(failover.preserved).length > 0) ?? null;
  const entries = merged(happened, taken);
  return (
    <>
      <p class="back">
        <a href={link('tasks')}>Tasks</a>
      </p>
      <h1>
        <Cut text={task} mono />
      </h1>
      {newest === null ? (
        <Nothing problem={attempts.problem} loaded={attempts.data !== null}>
          It is not known.
        </Nothing>
      ) : (
        <Standing placement={newest} now={now} />
      )}
      <Elsewhere task={task} />
      {newest === null ? null : <Move task={task} newest={newest} again={attempts.again} />}
      <section aria-labelledby="line-head">
        <h2 id="line-head">Attempts</h2>
        <Lines task={task} lines={lines(known, happened, now)} now={now} />
      </section>
      <section aria-labelledby="why-head">
        <h2 id="why-head">{newest?.state === 'waiting' ? 'Why it waits' : 'Where it would go'}</h2>
        {explanation.data === null || newest === null ? (
          <Nothing problem={explanation.problem} loaded={explanation.data !== null}>
            Nothing can be said.
          </Nothing>
        ) : (
          <ExplanationOf explanation={explanation.data} now={now} />
        )}
      </section>
      {preserved === null ? null : (
        <section aria-labelledby="preserved-head">
          <h2 id="preserved-head">Preserved state</h2>
          <p>
            What was kept of attempt {preserved.attempt} for the one after it, at <At time={preserved.at} />:
          </p>
          <Pairs map={preserved.preserved} />
        </section>
      )}
      <section aria-labelledby="history-head">
        <h2 id="history-head">History</h2>
        {entries.length === 0 ? (
          <Nothing problem={events.problem} loaded={events.data !== null}>
            Nothing is recorded of it.
          </Nothing>
        ) : (
          <History entries={entries} aboutTask />
        )}
      </section>
    </>
  );
}

function Standing({ placement, now }: { placement: Placement; now: number }) {
  return (
    <section class="card" aria-label="State">
      <header>
        <Badge tone={toneOfState(placement.state)}>{spaced(placement.state)}</Badge>
        {placement.outcome === null ? null : <Mark>{placement.outcome}</Mark>}
        <span class="quiet since">
          since <Ago time={placement.since} now={now} />
        </span>
      </header>
      {placement.why === null ? null : (
        <p class="why">
          <Said text={placement.why} />
        </p>
      )}
      <Facts
        facts={[
          ['attempt', placement.attempt],
          ['cluster', <ClusterLink name={placement.cluster} />],
          ['type', <Cut text={placement.type} />],
          ['data source', <Cut text={placement.dataSource} />],
          ['group', <a href={link('tasks', null, { groupId: placement.groupId })}><Cut text={placement.groupId} mono /></a>],
          ['namespace', <Cut text={placement.namespace ?? '–'} />],
          ['Job', <Cut text={placement.job ?? '–'} mono />],
          ['pod', <Cut text={placement.pod ?? '–'} mono />],
        ]}
      />
    </section>
  );
}

/** What Druid itself has of it; its paths begin where the page's does. */
function Elsewhere({ task }: { task: string }) {
  const druid = `../../task/${segment(task)}`;
  return (
    <nav class="elsewhere" aria-label="Of the task in Druid">
      <a href={`${druid}/log?offset=-65536`}>Log (its end)</a>
      <a href={`${druid}/log`}>Whole log</a>
      <a href={`${druid}/reports`}>Report</a>
      <a href={`${druid}/status`}>Status</a>
      <a href={druid}>Spec</a>
      <a href={`../../../../../unified-console.html#tasks/task_id=${segment(task)}`}>Druid’s console</a>
    </nav>
  );
}

/** States in which an attempt can be taken from its cluster. */
const MOVABLE = ['placed', 'pending', 'suspended', 'running', 'limbo'];

function Move({ task, newest, again }: { task: string; newest: Placement; again: () => void }) {
  const refusal = useRefusal();
  const [spec, setSpec] = useState<WordSpec | null>(null);
  const [done, setDone] = useState('');
  const why =
    refusal ?? (MOVABLE.includes(newest.state) ? null : `Only an attempt that is on a cluster can be moved; this one is ${spaced(newest.state)}.`);
  const open = async () => {
    setDone('');
    const clusters = await client.get<Cluster[]>('clusters').catch(() => []);
    setSpec({
      title: `Move ${task}`,
      verb: 'Move',
      path: `tasks/${segment(task)}/move`,
      meaning: 'Its present attempt is taken from its cluster, and can commit nothing any more. The task runs again elsewhere where its type allows it.',
      version: null,
      typed: newest.cluster,
      deadline: false,
      to: clusters.map((cluster) => cluster.name).filter((name) => name !== newest.cluster),
    });
  };
  return (
    <div class="words">
      <button type="button" class="plain" disabled={why !== null} aria-describedby="move-refusal" onClick={() => void open()}>
        Move …
      </button>
      <span id="move-refusal" class="hint" role="status">
        {why ?? done}
      </span>
      {spec === null ? null : (
        <WordDialog
          spec={spec}
          changed={async () => {
            const now = (await client.get<TaskAttempts>(`tasks/${segment(task)}`)).attempts.at(-1);
            const changes =
              now === undefined || (now.attempt === newest.attempt && now.state === newest.state && now.cluster === newest.cluster)
                ? []
                : [
                    `Attempt ${newest.attempt}, ${spaced(newest.state)} on ${newest.cluster ?? 'no cluster'} → ` +
                      `attempt ${now.attempt}, ${spaced(now.state)} on ${now.cluster ?? 'no cluster'}`,
                  ];
            return { version: null, changes };
          }}
          close={(said) => {
            setDone(said ? 'Done: it is moved.' : '');
            setSpec(null);
            again();
          }}
        />
      )}
    </div>
  );
}
