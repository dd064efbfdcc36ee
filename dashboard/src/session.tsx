import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Session } from './api/types';

/** Who looks at the page; null while nobody has said. */
export const Who = createContext<Session | null>(null);

/** Why nothing may be changed; null where it may. */
export function useRefusal(): string | null {
  const session = useContext(Who);
  if (session === null) {
    return 'Not known yet whether you may change anything.';
  }
  return session.mayChange ? null : `${session.identity} may not change anything: that needs the permission CONFIG WRITE.`;
}
