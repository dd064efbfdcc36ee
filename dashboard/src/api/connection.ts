import type { ProblemKind } from './client';

/** What is wrong between the page and the Overlord, over all that the page asks for. */

export interface Trouble {
  kind: ProblemKind | 'stale';
  message: string;
  /** When all was well last; null if never. */
  wellAt: number | null;
}

interface Asked {
  everyMillis: number;
  since: number;
  wellAt: number | null;
  problem: { kind: ProblemKind; message: string } | null;
}

/** The worst comes first. What only one path answers, such as 404, is that view's affair. */
const ORDER: ProblemKind[] = ['moved', 'unknown-person', 'no-leader', 'unreachable', 'forbidden'];

export class Connection {
  private readonly asked = new Map<string, Asked>();
  private readonly listeners = new Set<() => void>();

  began(id: string, everyMillis: number, now: number): void {
    this.asked.set(id, { everyMillis, since: now, wellAt: null, problem: null });
  }

  ended(id: string): void {
    this.asked.delete(id);
    this.tell();
  }

  well(id: string, now: number): void {
    const one = this.asked.get(id);
    if (one) {
      one.wellAt = now;
      one.problem = null;
      this.tell();
    }
  }

  failed(id: string, kind: ProblemKind, message: string): void {
    const one = this.asked.get(id);
    if (one) {
      one.problem = { kind, message };
      this.tell();
    }
  }

  /** The page was not looked at, and so asked for nothing. */
  rested(now: number): void {
    for (const one of this.asked.values()) {
      one.since = now;
    }
    this.tell();
  }

  trouble(now: number): Trouble | null {
    for (const kind of ORDER) {
      for (const one of this.asked.values()) {
        if (one.problem?.kind === kind) {
          return { kind, message: one.problem.message, wellAt: one.wellAt };
        }
      }
    }
    for (const one of this.asked.values()) {
      if (one.problem === null && now - Math.max(one.wellAt ?? 0, one.since) > Math.max(10_000, 4 * one.everyMillis)) {
        return { kind: 'stale', message: 'The Overlord is slow to answer', wellAt: one.wellAt };
      }
    }
    return null;
  }

  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  private tell(): void {
    this.listeners.forEach((listener) => listener());
  }
}

export const connection = new Connection();
