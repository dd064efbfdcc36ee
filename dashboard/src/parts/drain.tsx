import { segment } from '../api/client';
import { usePoll } from '../api/poll';
import type { Drain } from '../api/types';
import { becomes } from '../words/explanation';
import { duration } from '../words/time';
import { Nothing } from './bits';
import { ConsequencesOf } from './consequences';

/** How far a drain has come, while it goes on. */
export function DrainOf({ name, now }: { name: string; now: number }) {
  const drain = usePoll<Drain>(`clusters/${segment(name)}/drain`, 2_000);
  return (
    <section class="card" aria-labelledby="drain-head">
      <h2 id="drain-head">Drain</h2>
      {drain.data === null ? (
        <Nothing problem={drain.problem} loaded={false}>
          It is not drained.
        </Nothing>
      ) : (
        <Progress drain={drain.data} now={now} />
      )}
    </section>
  );
}

function Progress({ drain, now }: { drain: Drain; now: number }) {
  const all = Math.max(drain.attempts, drain.left);
  const gone = all - drain.left;
  return (
    <>
      <p aria-live="polite">
        {drain.done ? (
          <strong>Nothing is left there.</strong>
        ) : (
          <>
            <strong class="number">
              {gone} of {all}
            </strong>{' '}
            gone{drain.estimate === null ? '' : `; the rest in about ${duration(Date.parse(drain.estimate) - now)} if it goes on so`}
          </>
        )}
      </p>
      <progress max={Math.max(1, all)} value={all === 0 ? 1 : gone} aria-label="Attempts that have gone" />
      <ul class="states">
        {Object.entries(drain.by).map(([way, number]) => (
          <li key={way}>
            <strong class="number">{number}</strong> {becomes(way)}
          </li>
        ))}
      </ul>
      {drain.rest.length === 0 ? null : <ConsequencesOf consequences={drain.rest} summed />}
    </>
  );
}
