import type { Cluster } from '../api/types';
import { marksOf, stateOf } from './cluster';
import { list } from './text';

/** What is different of a cluster from what somebody has looked at, in sentences. A pure function. */
export function changes(before: Cluster, now: Cluster): string[] {
  const found: string[] = [];
  const differs = (what: string, one: string, other: string) => {
    if (one !== other) {
      found.push(`${what}: ${one} → ${other}`);
    }
  };
  differs('State', stateOf(before), stateOf(now));
  differs('Marks', list(marksOf(before)) || 'none', list(marksOf(now)) || 'none');
  for (const key of ['declaredDead', 'cordoned', 'draining'] as const) {
    const word = now[key];
    if (word !== null && word.at !== before[key]?.at) {
      found.push(`${word.by} said at ${word.at}: ${word.reason}`);
    }
  }
  differs('Attempts there', String(before.live), String(now.live));
  differs('Version', String(before.version), String(now.version));
  return found;
}
