import type { ComponentChildren } from 'preact';
import { usePoll } from '../api/poll';
import type { Cluster, Summary } from '../api/types';
import { Ago, Badge, ClusterLink, Cut, Mark, Nothing, Said, Taken } from '../parts/bits';
import { EvidenceLine } from '../parts/evidence';
import { link } from '../route';
import { marksOf, nextOf, said, stateOf, toneOf } from '../words/cluster';
import { needs, type Need } from '../words/needs';
import { amount, spaced } from '../words/text';
import { duration, useNow } from '../words/time';

/** What is wrong, where tasks are, and what will happen next. */
export function Overview() {
  const clusters = usePoll<Cluster[]>('clusters', 2_000);
  const summary = usePoll<Summary>('summary', 5_000);
  const now = useNow();
  return (
    <>
      <h1>Overview</h1>
      <NeedsYou clusters={clusters.data} summary={summary.data} now={now} />
      <section aria-labelledby="clusters-head">
        <div class="section-head">
          <h2 id="clusters-head">Clusters</h2>
          {summary.data === null ? null : <States states={summary.data.states} />}
        </div>
        {clusters.data === null || clusters.data.length === 0 ? (
          <Nothing problem={clusters.problem} loaded={clusters.data !== null}>
            No cluster is registered.
          </Nothing>
        ) : (
          <div class="cards">
            {clusters.data.map((cluster) => (
              <ClusterCard key={cluster.name} cluster={cluster} now={now} />
            ))}
          </div>
        )}
      </section>
    </>
  );
}

function NeedsYou({ clusters, summary, now }: { clusters: Cluster[] | null; summary: Summary | null; now: number }) {
  const found = clusters === null ? null : needs(clusters, summary, now);
  return (
    <section aria-labelledby="needs-head" aria-live="polite">
      <h2 id="needs-head">Needs you</h2>
      {found === null ? <p class="nothing">Asking the Overlord …</p> : null}
      {found?.length === 0 ? <p class="all-well">Nothing needs you.</p> : null}
      {found === null || found.length === 0 ? null : (
        <ul class="needs">
          {found.map((need) => (
            <NeedItem key={need.key} need={need} />
          ))}
        </ul>
      )}
    </section>
  );
}

function NeedItem({ need }: { need: Need }) {
  return (
    <li class={`need ${need.tone}`}>
      <div class="need-number number">
        {need.tasks === null ? null : (
          <>
            <strong>{need.tasks.toLocaleString('en-US')}</strong> {need.tasks === 1 ? 'task' : 'tasks'}
          </>
        )}
      </div>
      <div class="need-what">
        <p>
          <Said text={need.what} />
        </p>
        {need.why === null ? null : (
          <p class="quiet">
            <Said text={need.why} />
          </p>
        )}
        {need.clusters.length > 1 ? (
          <p>
            {need.clusters.map((name) => (
              <span key={name}>
                <ClusterLink name={name} />{' '}
              </span>
            ))}
          </p>
        ) : null}
      </div>
      <a class="need-next" href={need.next.href}>
        <Said text={need.next.words} />
      </a>
    </li>
  );
}

function States({ states }: { states: Record<string, number> }) {
  const shown = Object.entries(states).filter(([, number]) => number > 0);
  return (
    <ul class="states" aria-label="Attempts by state">
      {shown.length === 0 ? <li class="quiet">no attempts</li> : null}
      {shown.map(([state, number]) => (
        <li key={state}>
          <a href={link('tasks', null, { state })}>
            <strong class="number">{number.toLocaleString('en-US')}</strong> {spaced(state)}
          </a>
        </li>
      ))}
    </ul>
  );
}

function ClusterCard({ cluster, now }: { cluster: Cluster; now: number }) {
  return (
    <article class={`card edge-${toneOf(cluster)}`} aria-label={`Cluster ${cluster.name}`}>
      <StateOf cluster={cluster} now={now}>
        <h3>
          <a href={link('cluster', cluster.name)}>
            <Cut text={cluster.name} />
          </a>
        </h3>
      </StateOf>
      {[cluster.declaredDead, cluster.draining, cluster.cordoned].map((word) =>
        word === null ? null : (
          <p key={word.at} class="quiet">
            <Said text={said(word, now)} />
          </p>
        ),
      )}
      <Room cluster={cluster} />
      <Counts cluster={cluster} />
      <EvidenceLine cluster={cluster} now={now} />
    </article>
  );
}

/** The state of a cluster, since when and why, and what will happen next; its name before, where it is not the heading of all. */
export function StateOf({ cluster, now, children }: { cluster: Cluster; now: number; children?: ComponentChildren }) {
  return (
    <>
      <header>
        {children}
        <Badge tone={toneOf(cluster)}>{stateOf(cluster)}</Badge>
        {marksOf(cluster).map((mark) => (
          <Mark key={mark}>{mark}</Mark>
        ))}
        {cluster.since === null ? null : (
          <span class="quiet since">
            since <Ago time={cluster.since} now={now} />
          </span>
        )}
      </header>
      <NextOf cluster={cluster} now={now} />
      {cluster.why === null ? null : (
        <p class="why">
          <Said text={cluster.why} />
        </p>
      )}
    </>
  );
}

/** The countdown, and what happens at its end. */
function NextOf({ cluster, now }: { cluster: Cluster; now: number }) {
  const next = nextOf(cluster, now);
  if (next === null) {
    return null;
  }
  return (
    <p class={`next ${next.tone}`}>
      {next.at === null || next.at <= now ? null : (
        <strong class="number" role="timer">
          in {duration(next.at - now)}:{' '}
        </strong>
      )}
      <Said text={next.words} />
    </p>
  );
}

/** What is taken of what there is, by each dimension. */
export function Room({ cluster }: { cluster: Cluster }) {
  return (
    <div class="room">
      <Taken
        name="attempts"
        taken={cluster.live.toLocaleString('en-US')}
        of={cluster.capacity === null ? null : cluster.capacity.toLocaleString('en-US')}
        share={cluster.capacity === null ? null : cluster.live / cluster.capacity}
      />
      {cluster.room.map((room) => (
        <Taken
          key={room.resource}
          name={room.resource}
          taken={amount(room.resource, room.ours + room.others)}
          of={amount(room.resource, room.total)}
          share={room.total === 0 ? null : (room.ours + room.others) / room.total}
        />
      ))}
    </div>
  );
}

function Counts({ cluster }: { cluster: Cluster }) {
  if (cluster.limbo === 0 && cluster.purgeDebt === 0) {
    return null;
  }
  return (
    <p class="counts">
      {cluster.limbo === 0 ? null : (
        <a href={link('tasks', null, { cluster: cluster.name, state: 'limbo' })}>
          <strong class="number">{cluster.limbo}</strong> in limbo
        </a>
      )}{' '}
      {cluster.purgeDebt === 0 ? null : (
        <span>
          <strong class="number">{cluster.purgeDebt}</strong> over, Jobs not confirmed gone
        </span>
      )}
    </p>
  );
}
