import { useEffect, useState } from 'preact/hooks';
import { client, Problem } from '../api/client';
import { usePoll } from '../api/poll';

/** A history that grows at its newer end, and is read a page at a time towards the older one. */
export interface Pages<E> {
  items: E[];
  loaded: boolean;
  problem: Problem | null;
  /** Reads the next older page; null where there is none, or it is being read. */
  more: (() => Promise<void>) | null;
  /** The time of the oldest one that is shown, while older ones may follow; else minus infinity. */
  floor: number;
}

/** All that is kept open of one history. */
const ITEMS_MAX = 2_000;

interface Older<E> {
  path: string | null;
  items: E[];
  cursor: string | null;
}

export function usePages<P extends { cursor: string | null }, E extends { number: number; at: string }>(
  path: string | null,
  of: (page: P) => E[],
): Pages<E> {
  const newest = usePoll<P>(path, 5_000);
  const [older, setOlder] = useState<Older<E>>({ path, items: [], cursor: null });
  const [reading, setReading] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  useEffect(() => {
    setOlder({ path, items: [], cursor: null });
    setProblem(null);
  }, [path]);

  const first = newest.data === null ? [] : of(newest.data);
  const read = older.path === path ? older : { path, items: [], cursor: null };
  // What the first page has pushed out by now stands at the newer end of what was read behind it.
  const items = [...new Map([...first, ...read.items].map((item) => [item.number, item])).values()];
  const cursor = read.items.length > 0 ? read.cursor : (newest.data?.cursor ?? null);
  const more = async () => {
    setReading(true);
    try {
      const page = await client.get<P>(`${path}&cursor=${encodeURIComponent(cursor ?? '')}`);
      setOlder({ path, items: [...(read.items.length > 0 ? read.items : first), ...of(page)], cursor: page.cursor });
      setProblem(null);
    } catch (error) {
      setProblem(error instanceof Problem ? error : new Problem('refused', String(error)));
    }
    setReading(false);
  };
  const goesOn = path !== null && cursor !== null && items.length < ITEMS_MAX;
  const oldest = items[items.length - 1];
  return {
    items,
    loaded: newest.data !== null,
    problem: newest.problem ?? problem,
    more: goesOn && !reading ? more : null,
    floor: cursor !== null && oldest !== undefined ? Date.parse(oldest.at) : -Infinity,
  };
}
