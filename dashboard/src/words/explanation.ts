import type { Explanation, Finding } from '../api/types';
import { list, sentence, spaced } from './text';
import { ago, duration } from './time';

/** Where a task goes and why, in the words of `henge explain`. Pure functions. */

export function head(explanation: Explanation, now: number): string | null {
  const { placement, queue } = explanation;
  if (placement === null) {
    return null;
  }
  if (queue !== null) {
    const since = duration(ago(placement.since, now) ?? 0);
    return `Waits for a cluster, since ${since}, as number ${queue.position} of ${queue.length}.`;
  }
  return `Is ${spaced(placement.state)}${placement.cluster === null ? '' : ` on ${placement.cluster}`}. If it were placed now:`;
}

export function why(finding: Finding): string {
  if (finding.finding !== 'fits') {
    return finding.why;
  }
  return finding.marks.length === 0
    ? 'has room'
    : finding.marks.map((mark) => `${mark.why} (${mark.points > 0 ? '+' : ''}${mark.points})`).join(', ');
}

export function end(explanation: Explanation): string {
  if (explanation.obstacle !== null) {
    return sentence(explanation.obstacle);
  }
  return explanation.best.length === 0
    ? 'There is no cluster.'
    : `Would go to ${explanation.best.length === 1 ? '' : 'one of '}${list(explanation.best)}.`;
}

const THEN: Record<string, string> = {
  relaunch: 'run again elsewhere',
  fail: 'fail',
  hold: 'stay where they are',
  wait: 'go on until they end',
  hand_over: 'hand over early',
  stay: 'stay',
};

/** What becomes of attempts that leave so. */
export function becomes(disposition: string): string {
  return THEN[disposition] ?? spaced(disposition);
}
