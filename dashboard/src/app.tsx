import { useEffect, useRef } from 'preact/hooks';
import { usePoll } from './api/poll';
import type { Session } from './api/types';
import { Banner } from './parts/banner';
import { Cut } from './parts/bits';
import { link, useRoute, type Route } from './route';
import { Who } from './session';
import { ClusterView } from './views/cluster';
import { Overview } from './views/overview';
import { TaskView } from './views/task';
import { Tasks } from './views/tasks';
import { Timeline } from './views/timeline';
import { WhatIf } from './views/whatif';

const VIEWS: [view: string, name: string, also: string[]][] = [
  ['overview', 'Overview', ['cluster']],
  ['tasks', 'Tasks', ['task']],
  ['timeline', 'Timeline', []],
  ['whatif', 'What if', []],
];

/** The page: what stands above all views, and the one that the address names. */
export function App() {
  const route = useRoute();
  const session = usePoll<Session>('session', 60_000);
  const main = useRef<HTMLElement>(null);
  const place = `${route.view}/${route.of ?? ''}`;
  const first = useRef(place);
  useEffect(() => {
    document.title = `${titleOf(route)} · Henge`;
    // Who goes elsewhere by keyboard or by ear goes on at the top of it.
    if (first.current !== place) {
      first.current = place;
      window.scrollTo(0, 0);
      main.current?.focus();
    }
  }, [place]);
  return (
    <Who.Provider value={session.data}>
      <a class="skip" href="#main" onClick={(event) => { event.preventDefault(); main.current?.focus(); }}>
        Skip to what is shown
      </a>
      <header class="top">
        <a class="brand" href={link('overview')}>
          <svg viewBox="0 0 32 32" aria-hidden="true">
            <path d="M5 8h22v4.500H5zM7 14.500h4.500V25H7zM20.500 14.500H25V25h-4.500z" />
          </svg>
          Henge
        </a>
        <nav aria-label="Views">
          {VIEWS.map(([view, name, also]) => (
            <a key={view} href={link(view)} aria-current={view === route.view || also.includes(route.view) ? 'page' : undefined}>
              {name}
            </a>
          ))}
        </nav>
        {session.data === null ? null : (
          <p class="who">
            <span>
              <Cut text={session.data.identity} />
            </span>
            <span>
              leader <Cut text={session.data.overlord} />
            </span>
          </p>
        )}
      </header>
      <Banner />
      <main id="main" ref={main} tabIndex={-1}>
        <View route={route} key={place} />
      </main>
    </Who.Provider>
  );
}

function View({ route }: { route: Route }) {
  if (route.view === 'overview') {
    return <Overview />;
  }
  if (route.view === 'tasks') {
    return <Tasks route={route} />;
  }
  if (route.view === 'timeline') {
    return <Timeline route={route} />;
  }
  if (route.view === 'whatif') {
    return <WhatIf />;
  }
  if (route.view === 'cluster' && route.of !== null) {
    return <ClusterView name={route.of} />;
  }
  if (route.view === 'task' && route.of !== null) {
    return <TaskView task={route.of} />;
  }
  return (
    <>
      <h1>There is no such view</h1>
      <p>
        <a href={link('overview')}>Go to the overview</a>
      </p>
    </>
  );
}

function titleOf(route: Route): string {
  const name = VIEWS.find(([view]) => view === route.view)?.[1];
  return name ?? (route.of === null ? 'Henge' : route.of.slice(0, 200));
}
