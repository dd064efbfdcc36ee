import type { Cluster, Summary } from '../api/types';
import { link } from '../route';
import { stateOf, type Tone } from './cluster';
import { count, list, sentence, spaced } from './text';

/** What waits for a person, by cause: how much of it there is, and what to do next. Pure functions. */
export interface Need {
  key: string;
  tone: Tone;
  /** How many tasks, or null where it is not about tasks. */
  tasks: number | null;
  what: string;
  why: string | null;
  clusters: string[];
  next: { words: string; href: string };
}

/** What is held up for less than that is about to be placed or begun. */
const HELD_LEAST_MILLIS = 10_000;

const RANK: Record<Tone, number> = { bad: 0, warn: 1, note: 2, quiet: 3, well: 4 };

export function needs(clusters: Cluster[], summary: Summary | null, now: number): Need[] {
  const found: Need[] = [...ofClusters(clusters), ...ofMarks(clusters), ...(summary === null ? [] : ofTasks(summary, now))];
  return found.sort((one, other) => RANK[one.tone] - RANK[other.tone] || (other.tasks ?? 0) - (one.tasks ?? 0));
}

interface Cause {
  key: string;
  tone: Tone;
  holds: (cluster: Cluster) => boolean;
  what: (names: string) => string;
  next: string;
  tasks: (cluster: Cluster) => number;
}

const CAUSES: Cause[] = [
  {
    key: 'lost',
    tone: 'bad',
    holds: (cluster) => cluster.state === 'Lost' && !cluster.declaredDead,
    what: (names) => `${names} lost`,
    next: 'See what was taken from it, and what stays',
    tasks: (cluster) => cluster.live,
  },
  {
    key: 'unreachable',
    tone: 'bad',
    holds: (cluster) => cluster.state === 'Unreachable' && !cluster.declaredDead,
    what: (names) => `${names} unreachable`,
    next: 'See the evidence, and what happens next',
    tasks: (cluster) => cluster.live,
  },
  {
    key: 'suspect',
    tone: 'warn',
    holds: (cluster) =>
      !cluster.declaredDead && (cluster.state === 'Suspect' || (cluster.state === 'Healthy' && !cluster.observed)),
    what: (names) => `${names} not observed`,
    next: 'See which channels are silent',
    tasks: (cluster) => cluster.limbo,
  },
  {
    key: 'misconfigured',
    tone: 'bad',
    holds: (cluster) => cluster.state === 'Misconfigured' || (cluster.state === null && cluster.why !== null),
    what: (names) => `${names} misconfigured`,
    next: 'Mend its entry or its credentials',
    tasks: (cluster) => cluster.live,
  },
  {
    key: 'overloaded',
    tone: 'warn',
    holds: (cluster) => cluster.state === 'Overloaded',
    what: (names) => `${names} overloaded`,
    next: 'See what its API server says',
    tasks: (cluster) => cluster.live,
  },
  {
    key: 'mend',
    tone: 'warn',
    holds: (cluster) => cluster.state === 'Healthy' && cluster.observed && cluster.why !== null,
    what: (names) => `${names} well, but with something to mend`,
    next: 'Read what should be mended',
    tasks: () => 0,
  },
];

function ofClusters(clusters: Cluster[]): Need[] {
  const found: Need[] = [];
  for (const cause of CAUSES) {
    const concerned = clusters.filter(cause.holds);
    if (concerned.length > 0) {
      const tasks = sum(concerned, cause.tasks);
      found.push({
        key: cause.key,
        tone: cause.tone,
        tasks: tasks === 0 ? null : tasks,
        what: cause.what(names(concerned)),
        why: concerned.length === 1 ? (concerned[0]?.why ?? null) : null,
        clusters: concerned.map((cluster) => cluster.name),
        next: { words: cause.next, href: toClusters(concerned) },
      });
    }
  }
  const limbo = clusters.filter((cluster) => cluster.limbo > 0);
  if (limbo.length > 0) {
    found.push({
      key: 'limbo',
      tone: 'warn',
      tasks: sum(limbo, (cluster) => cluster.limbo),
      what: `in limbo on ${list(limbo.map((cluster) => cluster.name))}: nobody knows whether they run`,
      why: null,
      clusters: limbo.map((cluster) => cluster.name),
      next: { words: 'See the tasks in limbo', href: link('tasks', null, { state: 'limbo' }) },
    });
  }
  const debt = clusters.filter((cluster) => cluster.purgeDebt > 0 && (stateOf(cluster) !== 'Healthy' || !cluster.observed));
  if (debt.length > 0) {
    found.push({
      key: 'debt',
      tone: 'warn',
      tasks: sum(debt, (cluster) => cluster.purgeDebt),
      what: `over, but with Jobs that may still be on ${list(debt.map((cluster) => cluster.name))}`,
      why: 'They cannot commit anything. They are deleted when the cluster can be reached again',
      clusters: debt.map((cluster) => cluster.name),
      next: { words: 'See the cluster', href: toClusters(debt) },
    });
  }
  return found;
}

function ofMarks(clusters: Cluster[]): Need[] {
  const found: Need[] = [];
  const paused = clusters[0]?.placementPaused;
  if (paused) {
    found.push({
      key: 'paused',
      tone: 'bad',
      tasks: null,
      what: `Placement is paused by ${paused.by}: no task is placed anywhere`,
      why: paused.reason,
      clusters: [],
      next: { words: 'henge resume, when the reason has gone', href: link('timeline', null, { kind: 'paused' }) },
    });
  }
  const dead = clusters.filter((cluster) => cluster.declaredDead);
  if (dead.length > 0) {
    found.push({
      key: 'dead',
      tone: 'warn',
      tasks: null,
      what: `${names(dead)} declared dead`,
      why: dead[0]?.declaredDead?.reason ?? null,
      clusters: dead.map((cluster) => cluster.name),
      next: { words: 'Declare it alive when it is back', href: toClusters(dead) },
    });
  }
  return found;
}

function ofTasks(summary: Summary, now: number): Need[] {
  const long = summary.held.filter((held) => now - Date.parse(held.since) >= HELD_LEAST_MILLIS);
  const found: Need[] = long.map((held) => ({
    key: `held ${held.state} ${held.cluster ?? ''} ${held.why}`,
    tone: held.state === 'waiting' ? 'note' : 'warn',
    tasks: held.tasks,
    what: `${spaced(held.state)}${held.cluster === null ? ' for a cluster' : ` on ${held.cluster}`}`,
    why: sentence(held.why),
    clusters: held.cluster === null ? [] : [held.cluster],
    next:
      held.tasks === 1
        ? { words: 'See the task', href: link('task', held.example) }
        : {
            words: 'See the tasks',
            href: link('tasks', null, { state: held.state, cluster: held.cluster }),
          },
  }));
  if (summary.heldOtherwise > 0) {
    found.push({
      key: 'held otherwise',
      tone: 'note',
      tasks: summary.heldOtherwise,
      what: 'held up for other reasons',
      why: null,
      clusters: [],
      next: { words: 'See the tasks that wait', href: link('tasks', null, { state: 'waiting' }) },
    });
  }
  return found;
}

function sum(clusters: Cluster[], of: (cluster: Cluster) => number): number {
  return clusters.reduce((total, cluster) => total + of(cluster), 0);
}

function names(clusters: Cluster[]): string {
  return clusters.length === 1
    ? `Cluster ${clusters[0]?.name} is`
    : `${count(clusters.length, 'cluster')} are`;
}

function toClusters(clusters: Cluster[]): string {
  return clusters.length === 1 ? link('cluster', clusters[0]?.name ?? '') : link('overview');
}
