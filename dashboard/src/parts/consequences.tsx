import type { Consequence } from '../api/types';
import { becomes } from '../words/explanation';
import { count } from '../words/text';
import { ClusterLink, Said, Scroll, TaskLink } from './bits';

const SHOWN_MAX = 50;

interface Props {
  consequences: Consequence[];
  /** Whether each is shown at once. */
  open?: boolean;
  /** Whether something else has said how many go which way. */
  summed?: boolean;
}

/** What becomes of the attempts that a word concerns: first how many go which way, then each. */
export function ConsequencesOf({ consequences, open = false, summed = false }: Props) {
  if (consequences.length === 0) {
    return <p class="consequences-sum">No attempt is concerned.</p>;
  }
  const ways = new Map<string, number>();
  consequences.forEach((one) => ways.set(one.disposition, (ways.get(one.disposition) ?? 0) + 1));
  return (
    <div class="consequences">
      <ul class="consequences-sum" hidden={summed}>
        {[...ways].map(([way, number]) => (
          <li key={way}>
            <strong class="number">{number}</strong> {number === 1 ? 'attempt:' : 'attempts:'} {becomes(way)}
          </li>
        ))}
      </ul>
      <details open={open}>
        <summary>{consequences.length > SHOWN_MAX ? `The first ${SHOWN_MAX} of them` : `${count(consequences.length, 'attempt')}, one by one`}</summary>
        <Scroll label="What becomes of each attempt">
          <table>
            <thead>
              <tr>
                <th scope="col">Task</th>
                <th scope="col">Attempt</th>
                <th scope="col">Cluster</th>
                <th scope="col">Then</th>
              </tr>
            </thead>
            <tbody>
              {consequences.slice(0, SHOWN_MAX).map((one) => (
                <tr key={`${one.task}#${one.attempt}`}>
                  <td>
                    <TaskLink task={one.task} />
                  </td>
                  <td class="number">{one.attempt}</td>
                  <td>
                    <ClusterLink name={one.cluster} />
                  </td>
                  <td>
                    {becomes(one.disposition)}
                    {one.why === null ? null : <Said text={`: ${one.why}`} />}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      </details>
    </div>
  );
}
