import { useEffect, useState } from 'preact/hooks';
import { client } from '../api/client';

/** Durations as the command says them: `12 s`, `2 min 05 s`, `3 h 07 min`, `4 d`. */
export function duration(millis: number): string {
  const seconds = Math.max(0, Math.floor(millis / 1000));
  if (seconds < 60) {
    return `${seconds} s`;
  }
  const minutes = Math.floor(seconds / 60);
  if (minutes < 120) {
    return `${minutes} min ${two(seconds % 60)} s`;
  }
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? `${hours} h ${two(minutes % 60)} min` : `${Math.floor(hours / 24)} d`;
}

function two(number: number): string {
  return String(number).padStart(2, '0');
}

/** How long ago; null for a time that there is not. */
export function ago(time: string | null | undefined, now: number): number | null {
  const at = Date.parse(time ?? '');
  return Number.isNaN(at) ? null : Math.max(0, now - at);
}

/** A time of the ledger's, to the second, in UTC as logs have it. */
export function clock(time: string): string {
  const at = new Date(time);
  return Number.isNaN(at.getTime()) ? time : `${at.toISOString().slice(0, 19).replace('T', ' ')}Z`;
}

/** The Overlord's time, anew each second. */
export function useNow(): number {
  const [now, setNow] = useState(client.now());
  useEffect(() => {
    const timer = setInterval(() => {
      if (!document.hidden) {
        setNow(client.now());
      }
    }, 1_000);
    return () => clearInterval(timer);
  }, []);
  return now;
}
