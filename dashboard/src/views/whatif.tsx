import { useState } from 'preact/hooks';
import { client, Problem, segment } from '../api/client';
import { usePoll } from '../api/poll';
import type { Cluster, Consequence, Consequences, Explanation } from '../api/types';
import { Nothing, Said } from '../parts/bits';
import { ConsequencesOf } from '../parts/consequences';
import { ExplanationOf } from '../parts/explanation';
import { useRefusal } from '../session';
import { useNow } from '../words/time';

/** What would become of tasks; nothing is done. */
export function WhatIf() {
  return (
    <>
      <h1>What if</h1>
      <p>Nothing that you ask here is done, or recorded.</p>
      <WithoutCluster />
      <WithTask />
    </>
  );
}

function WithoutCluster() {
  const clusters = usePoll<Cluster[]>('clusters', 10_000);
  const refusal = useRefusal();
  const [answer, setAnswer] = useState<{ asked: string; consequences: Consequence[] } | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const ask = async (cluster: Cluster, called: 'drain' | 'declareDead', asked: string) => {
    setAnswer(null);
    setProblem(null);
    try {
      const found = await client.post<Consequences>(`clusters/${segment(cluster.name)}/${called}`, {
        reason: 'asked what if, from the page',
        dryRun: true,
      });
      setAnswer({ asked, consequences: found.consequences });
    } catch (error) {
      setProblem(error instanceof Problem ? error : new Problem('refused', String(error)));
    }
  };
  return (
    <section aria-labelledby="without-head">
      <h2 id="without-head">A cluster is drained, or lost</h2>
      {clusters.data === null ? (
        <Nothing problem={clusters.problem} loaded={false}>
          {' '}
        </Nothing>
      ) : (
        <ul class="choices">
          {clusters.data.map((cluster) => (
            <li key={cluster.name}>
              <span class="choice-name">{cluster.name}</span>
              <button
                type="button"
                class="plain"
                disabled={refusal !== null}
                aria-describedby="without-refusal"
                onClick={() => ask(cluster, 'drain', `If ${cluster.name} is drained now`)}
              >
                drained
              </button>
              <button
                type="button"
                class="plain"
                disabled={refusal !== null}
                aria-describedby="without-refusal"
                onClick={() => ask(cluster, 'declareDead', `If ${cluster.name} is given up now`)}
              >
                lost
              </button>
            </li>
          ))}
        </ul>
      )}
      <p id="without-refusal" class="hint">
        {refusal ?? ''}
      </p>
      <div aria-live="polite">
        {problem === null ? null : (
          <p class="refusal">
            <Said text={problem.message} />
          </p>
        )}
        {answer === null ? null : (
          <>
            <h3>{answer.asked}</h3>
            <ConsequencesOf consequences={answer.consequences} open />
          </>
        )}
      </div>
    </section>
  );
}

function WithTask() {
  const [spec, setSpec] = useState('');
  const [found, setFound] = useState<Explanation | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const now = useNow();
  const ask = async (event: Event) => {
    event.preventDefault();
    setFound(null);
    setProblem(null);
    try {
      JSON.parse(spec);
    } catch (error) {
      setProblem(new Problem('refused', `This is no JSON: ${error instanceof Error ? error.message : String(error)}`));
      return;
    }
    try {
      setFound(await client.post<Explanation>('explain', spec));
    } catch (error) {
      setProblem(error instanceof Problem ? error : new Problem('refused', String(error)));
    }
  };
  return (
    <section aria-labelledby="with-head">
      <h2 id="with-head">A task is submitted</h2>
      <form onSubmit={ask}>
        <label>
          The task, as JSON
          <textarea rows={12} spellcheck={false} value={spec} required onInput={(event) => setSpec(event.currentTarget.value)} />
        </label>
        <button type="submit">Where would it go?</button>
      </form>
      <div aria-live="polite">
        {problem === null ? null : (
          <p class="refusal">
            <Said text={problem.message} />
          </p>
        )}
        {found === null ? null : <ExplanationOf explanation={found} now={now} />}
      </div>
    </section>
  );
}
