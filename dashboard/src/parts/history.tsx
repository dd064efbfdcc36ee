import type { Failover, HengeEvent } from '../api/types';
import { spaced } from '../words/text';
import { duration } from '../words/time';
import { At, Badge, ClusterLink, Mark, Said, TaskLink } from './bits';
import type { Tone } from '../words/cluster';

/** Decisions and failovers on one line of time, the newest first. */
export type Entry = { at: string; event: HengeEvent } | { at: string; failover: Failover };

export function merged(events: HengeEvent[], failovers: Failover[]): Entry[] {
  const entries: Entry[] = [
    ...events.map((event) => ({ at: event.at, event })),
    ...failovers.map((failover) => ({ at: failover.at, failover })),
  ];
  return entries.sort((one, other) => Date.parse(other.at) - Date.parse(one.at));
}

const TONES: Record<string, Tone> = {
  placed: 'quiet',
  ended: 'quiet',
  purged: 'quiet',
  adopted: 'quiet',
  fenced: 'warn',
  failed_over: 'warn',
  moved: 'note',
  withdrawn: 'note',
  taken_back: 'warn',
  refused: 'bad',
  declared_dead: 'bad',
  paused: 'bad',
  cluster_refused: 'bad',
  cluster_unhealthy: 'bad',
  cluster_healthy: 'well',
  declared_alive: 'well',
  resumed: 'well',
};

export function History({ entries, aboutTask = false }: { entries: Entry[]; aboutTask?: boolean }) {
  return (
    <ol class="history">
      {entries.map((entry) =>
        'event' in entry ? (
          <EventItem key={`e${entry.event.number}`} event={entry.event} aboutTask={aboutTask} />
        ) : (
          <FailoverItem key={`f${entry.failover.number}`} failover={entry.failover} aboutTask={aboutTask} />
        ),
      )}
    </ol>
  );
}

function EventItem({ event, aboutTask }: { event: HengeEvent; aboutTask: boolean }) {
  return (
    <li>
      <At time={event.at} />
      <div>
        <Badge tone={TONES[event.kind] ?? 'note'}>{spaced(event.kind)}</Badge>{' '}
        {event.task === null || aboutTask ? null : <TaskLink task={event.task} />}
        {event.attempt === null ? null : <span class="attempt"> attempt {event.attempt}</span>}
        {event.cluster === null ? null : (
          <span class="where">
            {' '}
            <ClusterLink name={event.cluster} />
          </span>
        )}
        {event.reason === '' ? null : (
          <p>
            <Said text={event.reason} />
          </p>
        )}
        <p class="quiet by">
          by <Said text={event.by} />
        </p>
      </div>
    </li>
  );
}

function FailoverItem({ failover, aboutTask }: { failover: Failover; aboutTask: boolean }) {
  const facts: [string, Record<string, string>][] = [
    ['Evidence', failover.evidence],
    ['Policy', failover.policy],
    ['Handed over', failover.preserved],
  ];
  return (
    <li>
      <At time={failover.at} />
      <div>
        <Badge tone={failover.acted ? 'warn' : 'note'}>failover</Badge>{' '}
        {aboutTask ? null : <TaskLink task={failover.task} />}
        <span class="attempt"> attempt {failover.attempt}</span> <ClusterLink name={failover.from} /> →{' '}
        {failover.to === null ? <span class="quiet">{failover.acted ? 'nowhere yet' : 'stays'}</span> : <ClusterLink name={failover.to} />}{' '}
        <Mark>{spaced(failover.trigger)}</Mark> {failover.acted ? null : <Mark>only observed</Mark>}{' '}
        {failover.falsePositive ? <Mark>was alive</Mark> : null}
        {failover.why === '' ? null : (
          <p>
            <Said text={failover.why} />
          </p>
        )}
        <p class="quiet">
          {failover.acted
            ? `${course('replaced', failover.at, failover.replacedAt)}, ${course('confirmed gone', failover.at, failover.purgedAt)}`
            : 'Nothing was done: failover observes.'}
        </p>
        {facts.some(([, map]) => Object.keys(map).length > 0) ? (
          <details>
            <summary>Evidence and policy</summary>
            {facts
              .filter(([, map]) => Object.keys(map).length > 0)
              .map(([name, map]) => (
                <div key={name}>
                  <p class="pairs-head">{name}</p>
                  <Pairs map={map} />
                </div>
              ))}
          </details>
        ) : null}
      </div>
    </li>
  );
}

/** Names and values as somebody else has written them. */
export function Pairs({ map }: { map: Record<string, string> }) {
  return (
    <dl class="pairs">
      {Object.entries(map).map(([name, value]) => (
        <div key={name}>
          <dt>
            <Said text={name} />
          </dt>
          <dd>
            <Said text={value} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

function course(what: string, from: string, at: string | null): string {
  return at === null ? `not ${what} yet` : `${what} after ${duration(Date.parse(at) - Date.parse(from))}`;
}
