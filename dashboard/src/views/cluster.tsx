import { useState } from 'preact/hooks';
import { client, query, segment } from '../api/client';
import { usePoll } from '../api/poll';
import type { Cluster, EventsPage, FailoversPage, PlacementsPage } from '../api/types';
import { Cut, Facts, Nothing, Said } from '../parts/bits';
import { DrainOf } from '../parts/drain';
import { EvidenceTable } from '../parts/evidence';
import { History, merged } from '../parts/history';
import { Placements } from '../parts/placements';
import { WordDialog, type WordSpec } from '../parts/word';
import { link } from '../route';
import { useRefusal } from '../session';
import { changes } from '../words/changes';
import { said, toneOf } from '../words/cluster';
import { useNow } from '../words/time';
import { Room, StateOf } from './overview';

/** One cluster: its evidence, tasks and history, and an operator's word on it. */
export function ClusterView({ name }: { name: string }) {
  const path = `clusters/${segment(name)}`;
  const cluster = usePoll<Cluster>(path, 2_000);
  const tasks = usePoll<PlacementsPage>(`placements${query({ cluster: name, limit: 20 })}`, 5_000);
  const events = usePoll<EventsPage>(`events${query({ cluster: name, limit: 50 })}`, 5_000);
  const failovers = usePoll<FailoversPage>(`failovers${query({ cluster: name, limit: 20 })}`, 5_000);
  const now = useNow();
  const shown = cluster.data;
  const entries = merged(events.data?.events ?? [], failovers.data?.failovers ?? []).slice(0, 50);
  return (
    <>
      <p class="back">
        <a href={link('overview')}>Clusters</a>
      </p>
      <h1>
        <Cut text={name} />
      </h1>
      {shown === null ? (
        <Nothing problem={cluster.problem} loaded={false}>
          There is no such cluster.
        </Nothing>
      ) : (
        <>
          <Standing cluster={shown} now={now} />
          <Words cluster={shown} path={path} again={cluster.again} />
          {shown.draining === null ? null : <DrainOf name={name} now={now} />}
          <section aria-labelledby="evidence-head">
            <h2 id="evidence-head">Evidence</h2>
            {shown.evidence === null ? (
              <p class="nothing">Nobody looks at it: no entry leads to it.</p>
            ) : (
              <EvidenceTable evidence={shown.evidence} now={now} />
            )}
          </section>
        </>
      )}
      <section aria-labelledby="tasks-head">
        <div class="section-head">
          <h2 id="tasks-head">Tasks</h2>
          <a href={link('tasks', null, { cluster: name })}>All of them, with filters</a>
        </div>
        {tasks.data === null || tasks.data.placements.length === 0 ? (
          <Nothing problem={tasks.problem} loaded={tasks.data !== null}>
            No attempt is there.
          </Nothing>
        ) : (
          <Placements placements={tasks.data.placements} now={now} label={`Tasks on ${name}`} />
        )}
      </section>
      <section aria-labelledby="history-head">
        <div class="section-head">
          <h2 id="history-head">History</h2>
          <a href={link('timeline', null, { cluster: name })}>All of it, with filters</a>
        </div>
        {entries.length === 0 ? (
          <Nothing problem={events.problem} loaded={events.data !== null}>
            Nothing has happened there.
          </Nothing>
        ) : (
          <History entries={entries} />
        )}
      </section>
    </>
  );
}

function Standing({ cluster, now }: { cluster: Cluster; now: number }) {
  return (
    <section class={`card edge-${toneOf(cluster)}`} aria-label="State">
      <StateOf cluster={cluster} now={now} />
      {(['declaredDead', 'cordoned', 'draining', 'placementPaused'] as const).map((key) => {
        const word = cluster[key];
        return word === null ? null : (
          <p key={key}>
            {MARKS[key]} <Said text={said(word, now)} />
          </p>
        );
      })}
      <Room cluster={cluster} />
      <Facts
        facts={[
          ['free now', cluster.free > 1_000_000 ? 'any number' : cluster.free.toLocaleString('en-US')],
          ['in limbo', cluster.limbo.toLocaleString('en-US')],
          ['purge debt', cluster.purgeDebt.toLocaleString('en-US')],
          ['weight', cluster.weight],
          ['entry', cluster.origin],
          ['version', cluster.version],
        ]}
      />
    </section>
  );
}

const MARKS = {
  declaredDead: 'Declared dead',
  cordoned: 'Cordoned',
  draining: 'Drained',
  placementPaused: 'Placement is paused everywhere',
};

/** The words that make sense of it as it is. */
export function wordsOn(cluster: Cluster, path: string): WordSpec[] {
  const word = (title: string, verb: string, called: string, meaning: string, more: Partial<WordSpec> = {}): WordSpec => ({
    title: `${title} ${cluster.name}`,
    verb,
    path: `${path}/${called}`,
    meaning,
    version: cluster.version,
    typed: null,
    deadline: false,
    to: null,
    ...more,
  });
  const words: WordSpec[] = [];
  if (cluster.cordoned === null && cluster.draining === null) {
    words.push(word('Cordon', 'Cordon', 'cordon', 'New attempts are kept away from it. Those that it has go on.'));
  } else {
    words.push(
      word('Uncordon', 'Uncordon', 'uncordon', 'New attempts go there again, and those that it has stay where it was drained.'),
    );
  }
  words.push(
    cluster.draining === null
      ? word('Drain', 'Drain', 'drain', 'It takes no new attempts, and those that it has go elsewhere in the way that suits each.', {
          deadline: true,
        })
      : word('Stop draining', 'Stop the drain', 'stopDrain', `What it has stays; what is being taken away goes on to be. ${cluster.cordoned === null ? 'New attempts go there again.' : 'It stays cordoned: new attempts are kept away from it.'}`),
  );
  words.push(
    cluster.declaredDead === null
      ? word(
          'Declare dead:',
          'Declare dead',
          'declareDead',
          'It is given up: its attempts are taken from it, and run again elsewhere where their tasks allow it. Say this only of a cluster that is gone, or whose pods may no longer commit anything.',
          { typed: cluster.name },
        )
      : word('Declare alive:', 'Declare alive', 'declareAlive', 'It takes part again. What was taken from it stays taken.'),
  );
  return words;
}

function Words({ cluster, path, again }: { cluster: Cluster; path: string; again: () => void }) {
  const refusal = useRefusal();
  const [open, setOpen] = useState<{ spec: WordSpec; looked: Cluster } | null>(null);
  const [done, setDone] = useState<string | null>(null);
  return (
    <div class="words">
      {wordsOn(cluster, path).map((spec) => (
        <button
          key={spec.path}
          type="button"
          class={spec.typed === null ? 'plain' : 'plain danger'}
          disabled={refusal !== null}
          aria-describedby={refusal === null ? undefined : 'words-refusal'}
          onClick={() => {
            setDone(null);
            setOpen({ spec, looked: cluster });
          }}
        >
          {spec.verb} …
        </button>
      ))}
      <span id="words-refusal" class="hint" role="status">
        {refusal ?? done ?? ''}
      </span>
      {open === null ? null : (
        <WordDialog
          spec={open.spec}
          changed={async () => {
            const now = await client.get<Cluster>(path);
            return { version: now.version, changes: changes(open.looked, now) };
          }}
          close={(said) => {
            setDone(said ? `Done: ${open.spec.title}.` : null);
            setOpen(null);
            again();
          }}
        />
      )}
    </div>
  );
}
