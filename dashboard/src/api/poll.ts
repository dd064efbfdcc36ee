import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { client, Problem } from './client';
import { connection } from './connection';

/** What is known of one path by now. */
export interface Polled<T> {
  data: T | null;
  problem: Problem | null;
  /** Asks at once. */
  again: () => void;
}

const LONGEST_PAUSE_MILLIS = 30_000;

/** How long to wait after so many failures in a row: twice as long each time, and never all pages at one moment. */
export function pause(everyMillis: number, failures: number, chance: number = Math.random()): number {
  const longer = Math.min(LONGEST_PAUSE_MILLIS, everyMillis * 2 ** Math.min(failures, 10));
  return failures === 0 ? longer : longer * (0.75 + chance / 2);
}

let lastId = 0;

/** Asks for a path again and again, while the page is looked at; null for nothing to ask. */
export function usePoll<T>(path: string | null, everyMillis: number): Polled<T> {
  const [state, setState] = useState<{ path: string | null; data: T | null; problem: Problem | null }>({
    path,
    data: null,
    problem: null,
  });
  const wake = useRef<() => void>(() => {});

  useEffect(() => {
    if (path === null) {
      return undefined;
    }
    const id = `${path} ${++lastId}`;
    const ending = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    let failures = 0;
    let asking = false;
    connection.began(id, everyMillis, Date.now());

    const ask = async () => {
      clearTimeout(timer);
      if (asking || ending.signal.aborted) {
        return;
      }
      asking = true;
      try {
        const data = await client.get<T>(path, ending.signal);
        failures = 0;
        connection.well(id, Date.now());
        setState((before) =>
          before.path === path && before.data === data && before.problem === null ? before : { path, data, problem: null },
        );
      } catch (error) {
        if (ending.signal.aborted) {
          return;
        }
        failures++;
        const problem = error instanceof Problem ? error : new Problem('refused', String(error));
        connection.failed(id, problem.kind, problem.message);
        setState((before) => ({ path, data: before.path === path ? before.data : null, problem }));
      } finally {
        asking = false;
      }
      if (!document.hidden) {
        timer = setTimeout(ask, pause(everyMillis, failures));
      }
    };
    const looked = () => {
      if (!document.hidden) {
        connection.rested(Date.now());
        void ask();
      }
    };
    wake.current = () => void ask();
    document.addEventListener('visibilitychange', looked);
    void ask();
    return () => {
      ending.abort();
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', looked);
      connection.ended(id);
    };
  }, [path, everyMillis]);

  const again = useCallback(() => wake.current(), []);
  return state.path === path ? { data: state.data, problem: state.problem, again } : { data: null, problem: null, again };
}
