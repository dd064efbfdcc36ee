import { useEffect, useState } from 'preact/hooks';
import { query } from '../api/client';
import { usePoll } from '../api/poll';
import type { Cluster, PlacementsPage } from '../api/types';
import { Nothing } from '../parts/bits';
import { Filter } from '../parts/filter';
import { Placements, STATES } from '../parts/placements';
import { go, link, type Route } from '../route';
import { useNow } from '../words/time';

const PAGE = 100;
const SORTS = { since: 'longest in its state first', '-since': 'newest in its state first' };

/** Where tasks are, a page at a time; filters and page are in the address. */
export function Tasks({ route }: { route: Route }) {
  const of = (name: string) => route.filters.get(name) ?? '';
  const filters = {
    state: of('state'),
    cluster: of('cluster'),
    type: of('type'),
    dataSource: of('dataSource'),
    groupId: of('groupId'),
    sort: of('sort'),
  };
  const cursor = of('cursor');
  const page = usePoll<PlacementsPage>(`placements${query({ ...filters, cursor, limit: PAGE })}`, 5_000);
  const clusters = usePoll<Cluster[]>('clusters', 30_000);
  const now = useNow();
  const found = page.data?.placements ?? [];
  const change = (name: string, value: string) => go(link('tasks', null, { ...filters, [name]: value }));
  const names = (clusters.data ?? []).map((cluster) => cluster.name);
  return (
    <>
      <h1>Tasks</h1>
      <Find />
      <Filter
        fields={[
          { name: 'state', words: 'State', value: filters.state, options: STATES },
          { name: 'cluster', words: 'Cluster', value: filters.cluster, options: names },
          { name: 'type', words: 'Type', value: filters.type },
          { name: 'dataSource', words: 'Data source', value: filters.dataSource },
          { name: 'groupId', words: 'Group', value: filters.groupId },
          { name: 'sort', words: 'Sort', value: filters.sort, options: Object.keys(SORTS), none: 'by task id', say: SORTS },
        ]}
        change={change}
      />
      {found.length === 0 ? (
        <Nothing problem={page.problem} loaded={page.data !== null}>
          No task is so.
        </Nothing>
      ) : (
        <Placements placements={found} now={now} label="Tasks" />
      )}
      <nav class="pages" aria-label="Pages">
        {cursor === '' ? null : <a href={link('tasks', null, filters)}>First page</a>}
        {page.data?.cursor ? <a href={link('tasks', null, { ...filters, cursor: page.data.cursor })}>Next page</a> : null}
        {found.length > 0 && !page.data?.cursor ? <span class="quiet">That is all.</span> : null}
      </nav>
    </>
  );
}

/** Goes to a task by its id, whether or not it is known any more. */
function Find() {
  const [id, setId] = useState('');
  useEffect(() => setId(''), []);
  return (
    <form
      class="find"
      onSubmit={(event) => {
        event.preventDefault();
        if (id.trim() !== '') {
          go(link('task', id.trim()));
        }
      }}
    >
      <label>
        Task id
        <input value={id} autocomplete="off" spellcheck={false} onInput={(event) => setId(event.currentTarget.value)} />
      </label>
      <button type="submit" class="plain">
        Go to it
      </button>
    </form>
  );
}
