import { useEffect, useRef, useState } from 'preact/hooks';
import { client, Problem } from '../api/client';
import type { Consequences, Consequence } from '../api/types';
import { Said } from './bits';
import { ConsequencesOf } from './consequences';

/** An operator's word: what is sent, and what must be known before. */
export interface WordSpec {
  title: string;
  /** On the button that says it. */
  verb: string;
  path: string;
  /** What it means, in a sentence. */
  meaning: string;
  /** The version that was looked at, for a word on a cluster. */
  version: number | null;
  /** What is to be typed, since the word cannot be taken back; null where it can. */
  typed: string | null;
  /** Whether it has a deadline. */
  deadline: boolean;
  /** The clusters that can be chosen to go to; null where none can. */
  to: string[] | null;
}

interface Props {
  spec: WordSpec;
  /** What is different from what was looked at, for whoever is told that it is. */
  changed: () => Promise<{ version: number | null; changes: string[] }>;
  close: (done: boolean) => void;
}

type Phase =
  | { name: 'looking' }
  | { name: 'ready'; consequences: Consequence[] }
  | { name: 'refused'; problem: Problem; changes: string[] };

/** For the dry run, which records nothing. */
const BEFOREHAND = 'asked for the consequences, from the page';

/** Says a word in two steps: first its consequences, then a reason. */
export function WordDialog({ spec, changed, close }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [phase, setPhase] = useState<Phase>({ name: 'looking' });
  const [version, setVersion] = useState(spec.version);
  const [reason, setReason] = useState('');
  const [typed, setTyped] = useState('');
  const [deadline, setDeadline] = useState('');
  const [to, setTo] = useState('');
  const [sending, setSending] = useState(false);

  const body = (said: string, dryRun: boolean, on: number | null) => ({
    reason: said,
    dryRun,
    ...(on === null ? {} : { ifVersion: on }),
    ...(spec.deadline && deadline.trim() !== '' ? { deadline: deadline.trim() } : {}),
    ...(to === '' ? {} : { to }),
  });

  const refused = async (error: unknown) => {
    const problem = error instanceof Problem ? error : new Problem('refused', String(error));
    let changes: string[] = [];
    if (problem.kind === 'conflict') {
      try {
        const now = await changed();
        changes = now.changes;
        setVersion(now.version);
      } catch {
        changes = [];
      }
    }
    setPhase({ name: 'refused', problem, changes });
  };

  const look = async (on: number | null) => {
    setPhase({ name: 'looking' });
    try {
      const answer = await client.post<Consequences>(spec.path, body(BEFOREHAND, true, on));
      setPhase({ name: 'ready', consequences: answer.consequences });
    } catch (error) {
      await refused(error);
    }
  };

  const say = async (event: Event) => {
    event.preventDefault();
    setSending(true);
    try {
      await client.post(spec.path, body(reason.trim(), false, version));
      close(true);
    } catch (error) {
      await refused(error);
      setSending(false);
    }
  };

  useEffect(() => {
    const shown = dialog.current;
    if (shown && !shown.open) {
      shown.showModal();
    }
    void look(version);
  }, []);

  const missing = missingOf(spec, reason, typed);
  return (
    <dialog ref={dialog} aria-labelledby="word-title" onClose={() => close(false)}>
      <form onSubmit={say}>
        <h2 id="word-title">
          <Said text={spec.title} />
        </h2>
        <p>{spec.meaning}</p>
        <section aria-live="polite" class="word-consequences">
          <h3>What it does</h3>
          {phase.name === 'looking' ? <p class="nothing">Asking for the consequences …</p> : null}
          {phase.name === 'ready' ? <ConsequencesOf consequences={phase.consequences} /> : null}
          {phase.name === 'refused' ? <Refused problem={phase.problem} changes={phase.changes} /> : null}
          {phase.name === 'looking' ? null : (
            <button type="button" class="plain" onClick={() => look(version)}>
              Look again
            </button>
          )}
        </section>
        {spec.to === null ? null : (
          <label>
            To
            <select value={to} onChange={(event) => setTo(event.currentTarget.value)}>
              <option value="">any other cluster</option>
              {spec.to.map((name) => (
                <option key={name} value={name}>
                  {name}
                </option>
              ))}
            </select>
          </label>
        )}
        {spec.deadline ? (
          <label>
            Deadline, if any
            <input
              value={deadline}
              placeholder="PT2H, or a time"
              onInput={(event) => setDeadline(event.currentTarget.value)}
            />
            <span class="hint">Then what can run again elsewhere is taken away.</span>
          </label>
        ) : null}
        <label>
          Reason
          <input
            value={reason}
            required
            maxLength={1_000}
            autocomplete="off"
            onInput={(event) => setReason(event.currentTarget.value)}
          />
          <span class="hint">It is recorded with your name.</span>
        </label>
        {spec.typed === null ? null : (
          <label>
            <span>
              This cannot be taken back. Type <strong class="mono">{spec.typed}</strong>
            </span>
            <input value={typed} autocomplete="off" spellcheck={false} onInput={(event) => setTyped(event.currentTarget.value)} />
          </label>
        )}
        <div class="dialog-end">
          <span class="hint" id="word-missing" role="status">
            {phase.name === 'ready' ? missing : ''}
          </span>
          <button type="button" class="plain" onClick={() => close(false)}>
            Leave it
          </button>
          <button
            type="submit"
            class={spec.typed === null ? '' : 'danger'}
            disabled={phase.name !== 'ready' || missing !== '' || sending}
            aria-describedby="word-missing"
          >
            {sending ? 'Saying it …' : spec.verb}
          </button>
        </div>
      </form>
    </dialog>
  );
}

function missingOf(spec: WordSpec, reason: string, typed: string): string {
  if (reason.trim() === '') {
    return 'A reason is missing.';
  }
  return spec.typed !== null && typed !== spec.typed ? `“${spec.typed}” is to be typed.` : '';
}

function Refused({ problem, changes }: { problem: Problem; changes: string[] }) {
  return (
    <div class="refusal" role="alert">
      <p>
        <Said text={problem.message} />
      </p>
      {changes.length === 0 ? null : (
        <>
          <p>What has changed since you looked:</p>
          <ul>
            {changes.map((change) => (
              <li key={change}>
                <Said text={change} />
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}
