import type { Cluster, Evidence } from '../api/types';
import { CHANNELS } from '../words/cluster';
import { ago, duration } from '../words/time';
import { Ago, Said, Scroll } from './bits';

/** By what a cluster is taken for what it is, in one line: each channel and how old its last sign of life is. */
export function EvidenceLine({ cluster, now }: { cluster: Cluster; now: number }) {
  const evidence = cluster.evidence;
  if (evidence === null) {
    return <p class="quiet">Nobody looks at it: no entry leads to it.</p>;
  }
  return (
    <ul class="channels" aria-label={`Evidence of ${cluster.name}`}>
      {CHANNELS.filter(([key]) => heard(evidence, key) || evidence[key].why !== null).map(([key, name, meaning]) => {
        const millis = ago(evidence[key].heardAt, now);
        return (
          <li key={key} class={isWrong(evidence, key) ? 'channel wrong' : 'channel'} title={evidence[key].why ?? meaning}>
            <span>{name}</span> <span class="number">{millis === null ? 'never' : duration(millis)}</span>
          </li>
        );
      })}
    </ul>
  );
}

function heard(evidence: Evidence, key: (typeof CHANNELS)[number][0]): boolean {
  return key === 'probe' || key === 'watch' || evidence[key].heardAt !== null;
}

function isWrong(evidence: Evidence, key: (typeof CHANNELS)[number][0]): boolean {
  return evidence[key].why !== null || (key === 'probe' && evidence.probe.answer !== 'well');
}

export function EvidenceTable({ evidence, now }: { evidence: Evidence; now: number }) {
  return (
    <Scroll label="Evidence, by channel">
      <table>
        <thead>
          <tr>
            <th scope="col">Channel</th>
            <th scope="col">Last sign of life</th>
            <th scope="col">What it says</th>
          </tr>
        </thead>
        <tbody>
          {CHANNELS.map(([key, name, meaning]) => (
            <tr key={key}>
              <th scope="row">
                {name}
                <span class="meaning">{meaning}</span>
              </th>
              <td>
                <Ago time={evidence[key].heardAt} now={now} after=" ago" />
              </td>
              <td class={isWrong(evidence, key) ? 'wrong' : ''}>
                <Said text={says(evidence, key)} />
              </td>
            </tr>
          ))}
          {evidence.operator === null ? null : (
            <tr>
              <th scope="row">people</th>
              <td />
              <td>
                <Said text={evidence.operator} />
              </td>
            </tr>
          )}
        </tbody>
      </table>
    </Scroll>
  );
}

function says(evidence: Evidence, key: (typeof CHANNELS)[number][0]): string {
  const why = evidence[key].why;
  if (why !== null) {
    return why;
  }
  if (key === 'probe') {
    return evidence.probe.answer === 'none' ? 'not asked yet' : evidence.probe.answer;
  }
  return evidence[key].heardAt === null ? 'nothing heard' : 'nothing wrong';
}
