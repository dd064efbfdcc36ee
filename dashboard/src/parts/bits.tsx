import type { ComponentChildren } from 'preact';
import type { Problem } from '../api/client';
import { link } from '../route';
import type { Tone } from '../words/cluster';
import { visible } from '../words/text';
import { ago, clock, duration } from '../words/time';

/** A text of somebody else's, on one line: CSS cuts it, and a pointer shows all of it. */
export function Cut({ text, mono = false }: { text: string; mono?: boolean }) {
  const shown = visible(text);
  return (
    <span class={mono ? 'cut mono' : 'cut'} title={shown.slice(0, 2_000)}>
      {shown}
    </span>
  );
}

/** A sentence of somebody else's, on a few lines. */
export function Said({ text }: { text: string }) {
  return <span class="said">{visible(text)}</span>;
}

/** A state in a word; its tone is told by colour and by shape. */
export function Badge({ tone, children }: { tone: Tone; children: ComponentChildren }) {
  return <span class={`badge ${tone}`}>{children}</span>;
}

export function Mark({ children }: { children: ComponentChildren }) {
  return <span class="mark">{children}</span>;
}

/** How long ago something was. */
export function Ago({ time, now, after = '' }: { time: string | null; now: number; after?: string }) {
  const millis = ago(time, now);
  return millis === null || time === null ? (
    <span class="quiet">never</span>
  ) : (
    <time dateTime={time} title={clock(time)}>
      {duration(millis)}
      {after}
    </time>
  );
}

/** A time of a history. */
export function At({ time }: { time: string }) {
  return (
    <time class="mono" dateTime={time}>
      {clock(time)}
    </time>
  );
}

export function TaskLink({ task }: { task: string }) {
  return (
    <a class="task" href={link('task', task)}>
      <Cut text={task} mono />
    </a>
  );
}

export function ClusterLink({ name }: { name: string | null }) {
  return name === null ? <span class="quiet">–</span> : <a href={link('cluster', name)}><Cut text={name} /></a>;
}

/** What stands where there is nothing, or nothing yet. */
export function Nothing({ problem, loaded, children }: { problem: Problem | null; loaded: boolean; children: ComponentChildren }) {
  if (problem !== null) {
    return (
      <p class="refusal" role="status">
        <Said text={problem.message} />
      </p>
    );
  }
  return <p class="nothing">{loaded ? children : 'Asking the Overlord …'}</p>;
}

/** Names and values. */
export function Facts({ facts }: { facts: [name: string, value: ComponentChildren][] }) {
  return (
    <dl class="facts">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** How much of something is taken. */
export function Taken({ name, taken, of, share }: { name: string; taken: string; of: string | null; share: number | null }) {
  return (
    <div class="taken">
      <div class="taken-words">
        <span>{name}</span>
        <span class="number">{of === null ? taken : `${taken} of ${of}`}</span>
      </div>
      {share === null ? null : (
        <div class={share >= 0.95 ? 'gauge full' : 'gauge'} aria-hidden="true">
          <div style={{ width: `${Math.round(Math.min(1, Math.max(0, share)) * 100)}%` }} />
        </div>
      )}
    </div>
  );
}

/** A table that scrolls in itself where it is too wide, by keyboard too. */
export function Scroll({ label, children }: { label: string; children: ComponentChildren }) {
  return (
    <div class="scroll" role="region" aria-label={label} tabIndex={0}>
      {children}
    </div>
  );
}
