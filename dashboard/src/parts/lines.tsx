import { segment } from '../api/client';
import type { Line, Stage } from '../words/spans';
import { STAGES } from '../words/spans';
import { duration } from '../words/time';
import { ClusterLink, Said } from './bits';

const WIDTH = 1_000;
const HEIGHT = 18;

/** Less would not be seen. */
const LEAST = 3;

/** Every attempt of a task on one line of time, with its own log. */
export function Lines({ task, lines, now }: { task: string; lines: Line[]; now: number }) {
  const spans = lines.flatMap((line) => line.spans);
  if (spans.length === 0) {
    return <p class="nothing">Nothing is known of when its attempts did what.</p>;
  }
  const begin = Math.min(...spans.map((span) => span.from));
  const end = Math.max(...spans.map((span) => span.to ?? now), begin + 1_000);
  const at = (time: number) => ((time - begin) / (end - begin)) * WIDTH;
  const seen = new Set<Stage>(spans.map((span) => span.stage));
  return (
    <div class="lines">
      {lines.map((line) => (
        <div class="line" key={line.attempt}>
          <div class="line-name">
            <span>Attempt {line.attempt}</span> <ClusterLink name={line.cluster} />{' '}
            <a href={`../task/${segment(task)}/log?attempt=${line.attempt}`} aria-label={`Log of attempt ${line.attempt}`}>
              log
            </a>
          </div>
          <svg
            viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
            preserveAspectRatio="none"
            role="img"
            aria-label={`Attempt ${line.attempt}: ${line.spans.map((span) => words(span.stage, span.from, span.to, now)).join(', ')}`}
          >
            <rect class="line-ground" x="0" y={HEIGHT / 2 - 1} width={WIDTH} height="2" />
            {line.spans.map((span) => {
              const x = Math.min(at(span.from), WIDTH - LEAST);
              return (
                <rect
                  key={`${span.stage} ${span.from}`}
                  class={`stage-${span.stage}`}
                  x={x}
                  y="1"
                  width={Math.max(LEAST, at(span.to ?? now) - x)}
                  height={HEIGHT - 2}
                  rx="2"
                >
                  <title>{words(span.stage, span.from, span.to, now)}</title>
                </rect>
              );
            })}
          </svg>
          <div class="line-words quiet">
            {line.spans.map((span) => words(span.stage, span.from, span.to, now)).join(' → ')}
            {line.why === null ? null : (
              <p>
                <Said text={line.why} />
              </p>
            )}
          </div>
        </div>
      ))}
      <div class="line-ends quiet number" aria-hidden="true">
        <span>{duration(now - begin)} ago</span>
        <span>{end >= now ? 'now' : `${duration(now - end)} ago`}</span>
      </div>
      <ul class="legend">
        {STAGES.filter(([stage]) => seen.has(stage)).map(([stage, meaning]) => (
          <li key={stage}>
            <svg viewBox="0 0 10 10" aria-hidden="true">
              <rect class={`stage-${stage}`} width="10" height="10" rx="2" />
            </svg>
            {meaning}
          </li>
        ))}
      </ul>
    </div>
  );
}

function words(stage: Stage, from: number, to: number | null, now: number): string {
  return `${stage} ${duration((to ?? now) - from)}`;
}
