import { useEffect, useState } from 'preact/hooks';
import { connection, type Trouble } from '../api/connection';
import { Said } from './bits';
import { duration } from '../words/time';

/** What is wrong between the page and the Overlord; nothing while all is well. */
export function Banner() {
  const [, setLooks] = useState(0);
  useEffect(() => {
    const look = () => setLooks((looks) => looks + 1);
    const timer = setInterval(look, 1_000);
    const ending = connection.subscribe(look);
    return () => {
      clearInterval(timer);
      ending();
    };
  }, []);
  const now = Date.now();
  const trouble = connection.trouble(now);
  return (
    <div class="banner-place" role="status" aria-live="polite">
      {trouble === null ? null : <BannerOf trouble={trouble} now={now} />}
    </div>
  );
}

const HEADS: Record<string, string> = {
  moved: 'This Overlord does not lead any more.',
  'unknown-person': 'You are not logged in.',
  'no-leader': 'The leader does not answer.',
  unreachable: 'The Overlord cannot be reached.',
  forbidden: 'You may not see all of this.',
  stale: 'What you see is old.',
};

export function BannerOf({ trouble, now }: { trouble: Trouble; now: number }) {
  const age = trouble.wellAt === null ? null : duration(now - trouble.wellAt);
  return (
    <div class={trouble.kind === 'forbidden' ? 'banner warn' : 'banner bad'}>
      <strong>{HEADS[trouble.kind] ?? 'Something is wrong.'}</strong>{' '}
      <Said text={trouble.message} />
      {trouble.kind === 'forbidden' ? null : (
        <span class="banner-age">{age === null ? 'Nothing has been seen yet.' : `What is shown is ${age} old.`}</span>
      )}
      {trouble.kind === 'moved' ? (
        <button type="button" onClick={() => window.location.reload()}>
          Go to the one that leads
        </button>
      ) : null}
    </div>
  );
}
