import type { Cluster, Evidence, HengeEvent, Placement } from '../src/api/types';

/** What REST would answer, for tests; each says only what it is about. */

export const NOW = Date.parse('2026-01-01T00:10:00Z');

export function secondsAgo(seconds: number): string {
  return new Date(NOW - seconds * 1_000).toISOString();
}

const CHANNEL = { why: null, heardAt: null };

export function evidence(more: Partial<Evidence> = {}): Evidence {
  return {
    probe: { why: null, heardAt: secondsAgo(1), answer: 'well' },
    watch: { why: null, heardAt: secondsAgo(2) },
    calls: CHANNEL,
    tasks: CHANNEL,
    discovery: CHANNEL,
    peons: CHANNEL,
    operator: null,
    ...more,
  };
}

export function cluster(name: string, more: Partial<Cluster> = {}): Cluster {
  return {
    name,
    origin: 'static',
    version: 1,
    enabled: true,
    observed: true,
    state: 'Healthy',
    since: secondsAgo(300),
    evidence: evidence(),
    failover: null,
    why: null,
    live: 3,
    capacity: 10,
    weight: 1,
    free: 7,
    limbo: 0,
    purgeDebt: 0,
    room: [],
    declaredDead: null,
    cordoned: null,
    draining: null,
    placementPaused: null,
    ...more,
  };
}

/** One that nothing is heard of, and what happens in a minute. */
export function unreachable(name: string, more: Partial<Cluster> = {}): Cluster {
  return cluster(name, {
    state: 'Unreachable',
    observed: false,
    limbo: 3,
    free: 0,
    failover: { at: new Date(NOW + 60_000).toISOString(), leaving: 2, staying: 1, why: 'kill tasks are never moved', acts: true },
    ...more,
  });
}

export function placement(task: string, more: Partial<Placement> = {}): Placement {
  return {
    task,
    type: 'index_parallel',
    dataSource: 'flights',
    groupId: task,
    attempt: 1,
    cluster: 'east',
    namespace: 'druid',
    job: 'job-1',
    pod: 'pod-1',
    state: 'running',
    since: secondsAgo(60),
    placedAt: secondsAgo(90),
    runningAt: secondsAgo(60),
    endedAt: null,
    outcome: null,
    durationMillis: null,
    why: null,
    ...more,
  };
}

let number = 0;

export function event(kind: string, secondsBefore: number, more: Partial<HengeEvent> = {}): HengeEvent {
  return {
    number: ++number,
    kind,
    at: secondsAgo(secondsBefore),
    by: 'overlord:8090',
    task: null,
    attempt: null,
    cluster: null,
    reason: '',
    ...more,
  };
}
