import type { Explanation } from '../api/types';
import { end, head, why } from '../words/explanation';
import { spaced } from '../words/text';
import { Badge, ClusterLink, Said, Scroll } from './bits';

/** Where a task goes and why: what is found of each cluster. */
export function ExplanationOf({ explanation, now }: { explanation: Explanation; now: number }) {
  const first = head(explanation, now);
  return (
    <div class="explanation">
      {first === null ? null : <p>{first}</p>}
      {explanation.findings.length === 0 ? null : (
        <Scroll label="What is found of each cluster">
          <table>
            <thead>
              <tr>
                <th scope="col">Cluster</th>
                <th scope="col">Finding</th>
                <th scope="col">Why</th>
              </tr>
            </thead>
            <tbody>
              {explanation.findings.map((finding) => (
                <tr key={finding.cluster}>
                  <th scope="row">
                    <ClusterLink name={finding.cluster} />
                  </th>
                  <td>
                    <Badge tone={finding.finding === 'fits' ? 'well' : 'quiet'}>{spaced(finding.finding)}</Badge>
                  </td>
                  <td>
                    <Said text={why(finding)} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      )}
      <p class="verdict">
        <Said text={end(explanation)} />
      </p>
    </div>
  );
}
