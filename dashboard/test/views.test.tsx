import { act } from 'preact/test-utils';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { App } from '../src/app';
import { client, Problem } from '../src/api/client';
import { settled, shown, words } from './render';
import { cluster, event, NOW, placement, unreachable } from './world';

/** What the Overlord answers, by the path without its query. */
let answers: Record<string, unknown> = {};
let asked: string[] = [];

beforeEach(() => {
  asked = [];
  answers = {
    clusters: [cluster('east', { room: [{ resource: 'cpu', total: 8_000, ours: 2_000, others: 500, by: 'its nodes' }] }), unreachable('west')],
    summary: { states: { running: 3, limbo: 3 }, held: [], heldOtherwise: 0 },
    session: { identity: 'anna', mayChange: true, overlord: 'here:8090' },
    placements: { placements: [placement('task-1'), placement('task-2', { state: 'limbo', cluster: 'west' })], cursor: 'task-2#1' },
    events: { events: [event('cluster_unhealthy', 10, { cluster: 'west', reason: 'west is unreachable' })], cursor: null },
    failovers: { failovers: [], cursor: null },
    'clusters/west': unreachable('west'),
    'tasks/task-1': { task: 'task-1', attempts: [placement('task-1')] },
    'tasks/task-1/explain': { placement: placement('task-1'), queue: null, obstacle: null, findings: [], best: ['east'] },
  };
  vi.spyOn(client, 'now').mockReturnValue(NOW);
  vi.spyOn(client, 'get').mockImplementation(async (path) => {
    asked.push(path);
    const answer = answers[path.replace(/\?.*/, '')];
    if (answer === undefined || answer instanceof Problem) {
      throw answer ?? new Problem('not-found', `There is no ${path}`);
    }
    return answer as never;
  });
});

afterEach(() => vi.restoreAllMocks());

async function view(hash: string): Promise<HTMLElement> {
  window.location.hash = hash;
  const place = await shown(<App />);
  await settled();
  return place;
}

describe('the overview', () => {
  it('says what needs somebody, and of each cluster how it is and what happens next', async () => {
    const place = await view('');
    expect(words(place.querySelector('h1'))).toBe('Overview');
    expect(words(place.querySelector('.needs'))).toContain('Cluster west is unreachable');
    const west = place.querySelector('[aria-label="Cluster west"]');
    expect(words(west)).toContain('in 1 min 00 s');
    expect(words(west)).toContain('2 attempts taken away');
    const east = place.querySelector('[aria-label="Cluster east"]');
    expect(words(east)).toContain('Healthy');
    expect(words(east)).toContain('3 of 10');
    expect(words(east)).toContain('cpu2.5 of 8');
    expect(words(place.querySelector('[aria-label="Evidence of east"]'))).toBe('probe 1 swatch 2 s');
    expect(words(place.querySelector('.who'))).toBe('annaleader here:8090');
  });

  it('says so where nothing needs anybody', async () => {
    answers.clusters = [cluster('east')];
    expect(words(await view(''))).toContain('Nothing needs you.');
  });
});

describe('a cluster', () => {
  it('has its words, and says why they are off for who may not say them', async () => {
    answers.session = { identity: 'bob', mayChange: false, overlord: 'here:8090' };
    const place = await view('#/cluster/west');
    const buttons = [...place.querySelectorAll<HTMLButtonElement>('.words button')];
    expect(buttons.map(words)).toEqual(['Cordon …', 'Drain …', 'Declare dead …']);
    expect(buttons.every((button) => button.disabled)).toBe(true);
    expect(words(place.querySelector('#words-refusal'))).toBe('bob may not change anything: that needs the permission CONFIG WRITE.');
  });

  it('that there is not is told', async () => {
    answers['clusters/none'] = new Problem('not-found', 'Cluster[none] is not registered');
    expect(words(await view('#/cluster/none'))).toContain('Cluster[none] is not registered');
  });
});

describe('a task', () => {
  it('leads to the log of each of its attempts', async () => {
    answers['tasks/task-1'] = { task: 'task-1', attempts: [placement('task-1'), placement('task-1', { attempt: 2 })] };
    const place = await view('#/task/task-1');
    expect(place.querySelector('[aria-label="Log of attempt 1"]')?.getAttribute('href')).toBe('../task/task-1/log?attempt=1');
    expect(place.querySelector('[aria-label="Log of attempt 2"]')?.getAttribute('href')).toBe('../task/task-1/log?attempt=2');
  });
});

describe('the tasks', () => {
  it('are asked for by the filters in the address, a page at a time', async () => {
    const place = await view('#/tasks?state=limbo&cluster=west');
    expect(asked).toContain('placements?state=limbo&cluster=west&limit=100');
    const next = [...place.querySelectorAll('.pages a')].find((link) => words(link) === 'Next page');
    expect(next?.getAttribute('href')).toBe('#/tasks?state=limbo&cluster=west&cursor=task-2%231');
  });

  it('are other ones where a filter is chosen', async () => {
    const place = await view('#/tasks');
    const state = place.querySelector<HTMLSelectElement>('.filter select');
    await act(() => {
      if (state !== null) {
        state.value = 'running';
        state.dispatchEvent(new Event('change', { bubbles: true }));
      }
    });
    expect(window.location.hash).toBe('#/tasks?state=running');
  });
});

describe('a task', () => {
  it('has its attempts, its blocker, and ways to what Druid has of it', async () => {
    const place = await view('#/task/task-1');
    expect(words(place.querySelector('h1'))).toBe('task-1');
    expect(words(place.querySelector('.lines'))).toContain('pending 30 s → running 1 min 00 s');
    expect(words(place.querySelector('.explanation'))).toContain('Would go to east.');
    const links = [...place.querySelectorAll('.elsewhere a')].map((link) => link.getAttribute('href'));
    expect(links).toContain('../../task/task-1/log');
    expect(links).toContain('../../../../../unified-console.html#tasks/task_id=task-1');
    expect(words(place.querySelector('.words button'))).toBe('Move …');
  });
});

describe('the timeline', () => {
  it('has events and failovers, filtered', async () => {
    const place = await view('#/timeline?cluster=west');
    expect(asked).toContain('events?cluster=west&limit=100');
    expect(asked).toContain('failovers?cluster=west&limit=100');
    expect(words(place.querySelector('.history'))).toContain('west is unreachable');
  });

  it('of one kind asks for nothing else', async () => {
    await view('#/timeline?kind=failover');
    expect(asked.some((path) => path.startsWith('events'))).toBe(false);
  });
});

describe('the tasks', () => {
  it('are sorted by the Overlord, and the address says how', async () => {
    const place = await view('#/tasks?sort=-since');
    expect(asked).toContain('placements?sort=-since&limit=100');
    const sort = [...place.querySelectorAll('select')].find((select) => select.value === '-since');
    expect(words(sort?.parentElement ?? null)).toContain('newest in its state first');
    await act(() => {
      sort!.value = 'since';
      sort!.dispatchEvent(new Event('change', { bubbles: true }));
    });
    await settled();
    expect(window.location.hash).toBe('#/tasks?sort=since');
    expect(asked).toContain('placements?sort=since&limit=100');
  });
});

describe('the page', () => {
  it('says what is wrong, and shows what it last knew', async () => {
    const place = await view('');
    expect(words(place.querySelector('.banner-place'))).toBe('');
    answers = Object.fromEntries(Object.keys(answers).map((path) => [path, new Problem('no-leader', 'No Overlord leads now')]));
    window.location.hash = '#/tasks';
    await settled();
    expect(words(place.querySelector('.banner-place'))).toContain('The leader does not answer. No Overlord leads now');
  });

  it('says so of an address that leads nowhere', async () => {
    expect(words(await view('#/nowhere'))).toContain('There is no such view');
  });

  it('goes by keyboard from view to view', async () => {
    const place = await view('');
    window.location.hash = '#/tasks';
    await settled();
    expect(document.activeElement).toBe(place.querySelector('main'));
    expect(place.querySelector('nav [aria-current]')?.textContent).toBe('Tasks');
    expect(document.title).toBe('Tasks · Henge');
  });
});
