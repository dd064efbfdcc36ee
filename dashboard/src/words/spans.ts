import type { HengeEvent, Placement } from '../api/types';

/** What each attempt of a task went through, as stretches on one line of time. Pure functions. */

export type Stage = 'waiting' | 'placed' | 'pending' | 'running' | 'limbo' | 'ended' | 'fenced';

export const STAGES: [stage: Stage, meaning: string][] = [
  ['waiting', 'waiting for a cluster'],
  ['placed', 'placed, its Job not seen yet'],
  ['pending', 'its pod does not run yet'],
  ['running', 'running'],
  ['limbo', 'limbo: its cluster cannot be observed'],
  ['fenced', 'fenced: its right to commit has ended'],
  ['ended', 'ended, its Job being cleaned up'],
];

export interface Span {
  stage: Stage;
  from: number;
  /** Null while it goes on. */
  to: number | null;
}

export interface Line {
  attempt: number;
  cluster: string | null;
  /** What it has come to, in a word. */
  state: string;
  why: string | null;
  spans: Span[];
}

interface Times {
  placed: number | null;
  running: number | null;
  ended: number | null;
  fenced: number | null;
  purged: number | null;
}

/**
 * One line for each attempt, the oldest first.
 *
 * @param attempts those that the ledger still has
 * @param events those about the task: all that is left of attempts that it has not
 */
export function lines(attempts: Placement[], events: HengeEvent[], now: number): Line[] {
  const numbers = new Set(attempts.map((attempt) => attempt.attempt));
  events.forEach((event) => {
    if (event.attempt !== null && event.kind !== 'refused') {
      numbers.add(event.attempt);
    }
  });
  const found: Line[] = [];
  let free: number | null = null;
  for (const number of [...numbers].sort((one, other) => one - other)) {
    const placement = attempts.find((attempt) => attempt.attempt === number) ?? null;
    const own = events.filter((event) => event.attempt === number);
    const times = timesOf(placement, own);
    const spans = [...before(placement, free, times), ...onCluster(placement, times), ...after(placement, times)];
    found.push({
      attempt: number,
      cluster: placement?.cluster ?? own.find((event) => event.cluster !== null)?.cluster ?? null,
      state: placement?.state ?? (times.fenced !== null ? 'fenced' : times.ended !== null ? 'ended' : 'over'),
      why: placement?.why ?? (own.find((event) => event.kind === 'fenced' || event.kind === 'ended')?.reason || null),
      spans: spans.filter((span) => span.from <= now && (span.to === null || span.to >= span.from)),
    });
    free = times.fenced ?? times.ended;
  }
  return found;
}

function timesOf(placement: Placement | null, events: HengeEvent[]): Times {
  const first = (...kinds: string[]) => {
    const times = events.filter((event) => kinds.includes(event.kind)).map((event) => Date.parse(event.at));
    return times.length === 0 ? null : Math.min(...times);
  };
  return {
    placed: parsed(placement?.placedAt) ?? first('placed', 'adopted'),
    running: parsed(placement?.runningAt),
    ended: parsed(placement?.endedAt) ?? first('ended'),
    fenced: first('fenced', 'failed_over', 'moved', 'withdrawn'),
    purged: first('purged', 'taken_back'),
  };
}

function before(placement: Placement | null, free: number | null, times: Times): Span[] {
  if (placement?.state === 'waiting') {
    return [{ stage: 'waiting', from: Math.min(free ?? Infinity, Date.parse(placement.since)), to: null }];
  }
  return free !== null && times.placed !== null && times.placed > free
    ? [{ stage: 'waiting', from: free, to: times.placed }]
    : [];
}

function onCluster(placement: Placement | null, times: Times): Span[] {
  const { placed, running } = times;
  if (placed === null) {
    return [];
  }
  const end = times.fenced ?? times.ended;
  const since = placement === null ? null : parsed(placement.since);
  const state = end === null ? placement?.state : undefined;
  const spans: Span[] = [];
  const limbo = state === 'limbo' ? since : null;
  if (running === null) {
    const pending = state === 'pending' || state === 'suspended' ? since : null;
    spans.push({ stage: 'placed', from: placed, to: pending ?? limbo ?? end });
    if (pending !== null) {
      spans.push({ stage: 'pending', from: pending, to: null });
    }
  } else {
    spans.push({ stage: 'pending', from: placed, to: running });
    spans.push({ stage: 'running', from: running, to: limbo ?? end });
  }
  if (limbo !== null) {
    spans.push({ stage: 'limbo', from: limbo, to: null });
  }
  return spans;
}

function after(placement: Placement | null, times: Times): Span[] {
  // Without its row it is gone, also where nothing tells when.
  const gone = times.purged ?? (placement === null ? (times.fenced ?? times.ended) : null);
  if (times.fenced !== null) {
    return [{ stage: 'fenced', from: times.fenced, to: gone }];
  }
  return times.ended === null ? [] : [{ stage: 'ended', from: times.ended, to: gone }];
}

function parsed(time: string | null | undefined): number | null {
  const at = Date.parse(time ?? '');
  return Number.isNaN(at) ? null : at;
}
