import type { Placement } from '../api/types';
import type { Tone } from '../words/cluster';
import { spaced } from '../words/text';
import { Ago, Badge, ClusterLink, Cut, Said, Scroll, TaskLink } from './bits';

export const STATES = ['waiting', 'placed', 'pending', 'suspended', 'running', 'limbo', 'ended', 'fenced'];

export function toneOfState(state: string): Tone {
  switch (state) {
    case 'running':
      return 'well';
    case 'limbo':
    case 'suspended':
      return 'warn';
    case 'waiting':
    case 'placed':
    case 'pending':
      return 'note';
    default:
      return 'quiet';
  }
}

/** Attempts in rows. */
export function Placements({ placements, now, label }: { placements: Placement[]; now: number; label: string }) {
  return (
    <Scroll label={label}>
      <table class="placements">
        <thead>
          <tr>
            <th scope="col">Task</th>
            <th scope="col">State</th>
            <th scope="col">Since</th>
            <th scope="col">Cluster</th>
            <th scope="col">Type</th>
            <th scope="col">Data source</th>
            <th scope="col">Why</th>
          </tr>
        </thead>
        <tbody>
          {placements.map((placement) => (
            <tr key={`${placement.task}#${placement.attempt}`}>
              <td>
                <TaskLink task={placement.task} />
                {placement.attempt > 1 ? <span class="attempt"> attempt {placement.attempt}</span> : null}
              </td>
              <td>
                <Badge tone={toneOfState(placement.state)}>{spaced(placement.state)}</Badge>
              </td>
              <td class="number">
                <Ago time={placement.since} now={now} />
              </td>
              <td>
                <ClusterLink name={placement.cluster} />
              </td>
              <td>
                <Cut text={placement.type} />
              </td>
              <td>
                <Cut text={placement.dataSource} />
              </td>
              <td class="why">{placement.why === null ? null : <Said text={placement.why} />}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}
