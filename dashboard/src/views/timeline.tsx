import { query } from '../api/client';
import { usePoll } from '../api/poll';
import type { Cluster, EventsPage, FailoversPage } from '../api/types';
import { Nothing } from '../parts/bits';
import { Filter } from '../parts/filter';
import { History, merged } from '../parts/history';
import { go, link, type Route } from '../route';
import { usePages } from '../parts/pages';

const FAILOVER = 'failover';

const KINDS = [
  FAILOVER,
  'placed',
  'ended',
  'fenced',
  'failed_over',
  'moved',
  'withdrawn',
  'taken_back',
  'purged',
  'refused',
  'adopted',
  'cordoned',
  'uncordoned',
  'draining',
  'drained',
  'drain_stopped',
  'declared_dead',
  'declared_alive',
  'paused',
  'resumed',
  'cluster_added',
  'cluster_removed',
  'cluster_refused',
  'cluster_unhealthy',
  'cluster_healthy',
];

/** What was decided, and what was failed over, of everything. */
export function Timeline({ route }: { route: Route }) {
  const of = (name: string) => route.filters.get(name) ?? '';
  const filters = { kind: of('kind'), cluster: of('cluster'), task: of('task') };
  const { kind, cluster, task } = filters;
  const clusters = usePoll<Cluster[]>('clusters', 30_000);
  const events = usePages<EventsPage, EventsPage['events'][number]>(
    kind === FAILOVER ? null : `events${query({ kind, cluster, task, limit: 100 })}`,
    (page) => page.events,
  );
  const failovers = usePages<FailoversPage, FailoversPage['failovers'][number]>(
    kind === '' || kind === FAILOVER ? `failovers${query({ cluster, task, limit: 100 })}` : null,
    (page) => page.failovers,
  );
  // Below the older end of a list that goes on, nothing can be said of what lies between.
  const floor = Math.max(events.floor, failovers.floor);
  const entries = merged(events.items, failovers.items).filter((entry) => Date.parse(entry.at) >= floor);
  const more = events.more !== null || failovers.more !== null;
  return (
    <>
      <h1>Timeline</h1>
      <Filter
        fields={[
          { name: 'kind', words: 'Kind', value: kind, options: KINDS },
          { name: 'cluster', words: 'Cluster', value: cluster, options: (clusters.data ?? []).map((one) => one.name) },
          { name: 'task', words: 'Task', value: task },
        ]}
        change={(name, value) => go(link('timeline', null, { ...filters, [name]: value }))}
      />
      {entries.length === 0 ? (
        <Nothing problem={events.problem ?? failovers.problem} loaded={events.loaded || failovers.loaded}>
          Nothing has happened so.
        </Nothing>
      ) : (
        <History entries={entries} />
      )}
      {more ? (
        <p>
          <button
            type="button"
            class="plain"
            onClick={() => {
              void events.more?.();
              void failovers.more?.();
            }}
          >
            Older
          </button>
        </p>
      ) : null}
    </>
  );
}
