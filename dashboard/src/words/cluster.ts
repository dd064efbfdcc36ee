import type { Cluster, Declaration } from '../api/types';
import { count } from './text';
import { ago, duration } from './time';

/** What is to be said of one cluster, in the words of `henge clusters`. Pure functions. */

export type Tone = 'well' | 'warn' | 'bad' | 'note' | 'quiet';

/** In which a cluster answers, and yet not as it should. */
const NEVER_LOST = ['Misconfigured', 'Overloaded'];

/** As the Overlord says it of one whose tasks are heard. */
const ALIVE = '; not lost: ';

export function stateOf(cluster: Cluster): string {
  if (cluster.declaredDead) {
    return 'Declared dead';
  }
  if (cluster.state === null) {
    return cluster.observed ? 'Observed' : 'Not observed';
  }
  return cluster.state;
}

export function toneOf(cluster: Cluster): Tone {
  switch (stateOf(cluster)) {
    case 'Healthy':
    case 'Observed':
      return cluster.observed ? 'well' : 'warn';
    case 'Suspect':
    case 'Recovering':
    case 'Overloaded':
      return 'warn';
    default:
      return 'bad';
  }
}

/** What people have said of it, and what its entry says. */
export function marksOf(cluster: Cluster): string[] {
  const marks: string[] = [];
  if (!cluster.observed && cluster.state === 'Healthy') {
    marks.push('not observed');
  }
  if (cluster.draining) {
    marks.push('draining');
  }
  if (cluster.cordoned) {
    marks.push('cordoned');
  }
  if (!cluster.enabled) {
    marks.push(cluster.origin === 'none' ? 'not registered' : 'disabled');
  }
  return marks;
}

export function said(word: Declaration, now: number): string {
  return `by ${word.by} ${duration(ago(word.at, now) ?? 0)} ago: ${word.reason}`;
}

/** What happens by itself, and when. */
export interface Next {
  /** Until then; null where no time is known. */
  at: number | null;
  words: string;
  tone: Tone;
}

export function nextOf(cluster: Cluster, now: number): Next | null {
  if (cluster.declaredDead) {
    return {
      at: null,
      words: 'Its attempts are taken from it. It takes no new ones until somebody declares it alive',
      tone: 'bad',
    };
  }
  const forecast = cluster.failover;
  if (forecast) {
    const parts: string[] = [];
    const heard = (cluster.why ?? '').includes(ALIVE);
    let at: number | null = null;
    if (forecast.at !== null) {
      if (heard) {
        parts.push('No failover while its tasks are heard');
      } else {
        at = Date.parse(forecast.at);
        const due = at <= now;
        const attempts = count(forecast.leaving, 'attempt');
        if (!forecast.acts) {
          parts.push(`Failover only observes: would take ${attempts} away ${due ? 'now' : 'then'}`);
        } else {
          parts.push(
            due
              ? `${attempts} taken away now`
              : `${attempts} taken away and run again elsewhere, unless evidence of life comes first`,
          );
        }
      }
    } else if (forecast.staying > 0 && forecast.why === 'failover.mode is off') {
      return { at: null, words: `Failover is off: ${count(forecast.staying, 'attempt')} stay`, tone: 'warn' };
    }
    if (forecast.staying > 0) {
      parts.push(`${forecast.staying} stay: ${forecast.why ?? ''}`);
    }
    if (parts.length > 0) {
      return { at, words: parts.join('; '), tone: forecast.leaving > 0 && !heard ? 'bad' : 'warn' };
    }
  }
  if (NEVER_LOST.includes(cluster.state ?? '')) {
    return { at: null, words: 'It gets no new attempts; nothing fails over for this reason', tone: 'warn' };
  }
  if (cluster.draining) {
    const deadline = cluster.draining.deadline;
    return deadline === null
      ? { at: null, words: 'Attempts leave as they end; it takes no new ones', tone: 'note' }
      : { at: Date.parse(deadline), words: 'What can run again elsewhere is taken away then', tone: 'note' };
  }
  return null;
}

export const CHANNELS: [key: 'probe' | 'watch' | 'calls' | 'tasks' | 'discovery' | 'peons', name: string, meaning: string][] = [
  ['probe', 'probe', 'The API server, asked each second on a connection of its own'],
  ['watch', 'watch', 'The watches of Jobs and pods'],
  ['calls', 'calls', 'The calls that make and delete Jobs'],
  ['tasks', 'tasks', 'Tasks there that asked the Overlord for something'],
  ['discovery', 'discovery', 'Tasks there that are announced to Druid; looked for only in trouble'],
  ['peons', 'peons', 'Tasks there that answered when they were asked'],
];
