import { useEffect, useState } from 'preact/hooks';

/**
 * Which view is shown, with its filters: what stands behind the `#` of the address, such as `#/tasks?state=limbo`. Of the
 * address before it nothing is known, so that the page works wherever it lies.
 */
export interface Route {
  view: string;
  /** What the view is about: a cluster's name, a task's id. */
  of: string | null;
  filters: URLSearchParams;
}

export function parse(hash: string): Route {
  const text = hash.replace(/^#\/?/, '');
  const mark = text.indexOf('?');
  const path = mark < 0 ? text : text.slice(0, mark);
  const slash = path.indexOf('/');
  const view = slash < 0 ? path : path.slice(0, slash);
  return {
    view: view === '' ? 'overview' : view,
    of: slash < 0 || slash === path.length - 1 ? null : decoded(path.slice(slash + 1)),
    filters: new URLSearchParams(mark < 0 ? '' : text.slice(mark + 1)),
  };
}

/** People cut addresses in pieces: what cannot be decoded is taken as it stands. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

export function link(view: string, of: string | null = null, filters: Record<string, string | null | undefined> = {}): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(filters)) {
    if (value !== null && value !== undefined && value !== '') {
      search.set(name, value);
    }
  }
  const text = search.toString();
  return `#/${view}${of === null ? '' : `/${encodeURIComponent(of)}`}${text === '' ? '' : `?${text}`}`;
}

export function go(address: string): void {
  window.location.hash = address;
}

export function useRoute(): Route {
  const [hash, setHash] = useState(window.location.hash);
  useEffect(() => {
    const changed = () => setHash(window.location.hash);
    window.addEventListener('hashchange', changed);
    return () => window.removeEventListener('hashchange', changed);
  }, []);
  return parse(hash);
}
