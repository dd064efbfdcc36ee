import { act } from 'preact/test-utils';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { client, Problem } from '../src/api/client';
import { WordDialog, type WordSpec } from '../src/parts/word';
import { wordsOn } from '../src/views/cluster';
import { settled, shown, typed, words } from './render';
import { cluster, secondsAgo } from './world';

interface Said {
  path: string;
  body: Record<string, unknown>;
}

const RELAUNCHED = { task: 'a', attempt: 1, cluster: 'west', disposition: 'relaunch', why: null };

function spec(title: string): WordSpec {
  const found = wordsOn(cluster('west', { version: 7 }), 'clusters/west').find((one) => one.verb === title);
  if (found === undefined) {
    throw new Error(title);
  }
  return found;
}

describe('a word', () => {
  let said: Said[] = [];
  let answers: (unknown | Problem)[] = [];

  beforeEach(() => {
    said = [];
    answers = [];
    vi.spyOn(client, 'post').mockImplementation(async (path, body) => {
      said.push({ path, body: body as Record<string, unknown> });
      const answer = answers.shift() ?? { consequences: [] };
      if (answer instanceof Problem) {
        throw answer;
      }
      return answer;
    });
  });

  afterEach(() => vi.restoreAllMocks());

  const changed = async () => ({ version: 8, changes: ['Version: 7 → 8'] });

  async function dialog(word: WordSpec, close = vi.fn()) {
    const place = await shown(<WordDialog spec={word} changed={changed} close={close} />);
    await settled();
    const field = (label: string) =>
      [...place.querySelectorAll('label')].find((one) => words(one).startsWith(label))?.querySelector('input') ?? null;
    const submit = () => place.querySelector<HTMLButtonElement>('button[type=submit]');
    const send = async () => {
      await act(() => {
        place.querySelector('form')?.dispatchEvent(new Event('submit', { bubbles: true, cancelable: true }));
      });
      await settled();
    };
    return { place, field, submit, send, close };
  }

  it('shows first what it does, and says nothing by that', async () => {
    answers = [{ consequences: [RELAUNCHED, { ...RELAUNCHED, attempt: 2, disposition: 'hold' }] }];
    const { place } = await dialog(spec('Declare dead'));
    expect(said).toHaveLength(1);
    expect(said[0]).toMatchObject({ path: 'clusters/west/declareDead', body: { dryRun: true, ifVersion: 7 } });
    expect(words(place.querySelector('.consequences-sum'))).toContain('1 attempt: run again elsewhere');
  });

  it('that cannot be taken back needs a reason and its name', async () => {
    const { field, submit, send, close } = await dialog(spec('Declare dead'));
    expect(submit()?.disabled).toBe(true);
    await typed(field('Reason'), 'it burnt');
    expect(submit()?.disabled).toBe(true);
    await typed(field('This cannot be taken back'), 'West');
    expect(submit()?.disabled).toBe(true);
    await typed(field('This cannot be taken back'), 'west');
    expect(submit()?.disabled).toBe(false);
    await send();
    expect(said[1]).toMatchObject({ body: { reason: 'it burnt', dryRun: false, ifVersion: 7 } });
    expect(close).toHaveBeenCalledWith(true);
  });

  it('that can be taken back needs a reason only', async () => {
    const { field, submit, send } = await dialog(spec('Drain'));
    expect(field('This cannot be taken back')).toBeNull();
    await typed(field('Reason'), 'new disks');
    await typed(field('Deadline'), 'PT2H');
    expect(submit()?.disabled).toBe(false);
    await send();
    expect(said[1]).toMatchObject({ path: 'clusters/west/drain', body: { reason: 'new disks', deadline: 'PT2H' } });
  });

  it('on what has changed meanwhile tells what, and goes by the new version only after another look', async () => {
    answers = [{ consequences: [] }, new Problem('conflict', 'Cluster[west] has version[8]'), { consequences: [RELAUNCHED] }];
    const { place, field, submit, send, close } = await dialog(spec('Cordon'));
    await typed(field('Reason'), 'new disks');
    await send();
    expect(words(place.querySelector('.refusal'))).toBe(
      'Cluster[west] has version[8]What has changed since you looked:Version: 7 → 8',
    );
    expect(submit()?.disabled).toBe(true);
    expect(close).not.toHaveBeenCalled();

    await act(() => [...place.querySelectorAll('button')].find((button) => words(button) === 'Look again')?.click());
    await settled();
    expect(said[2]).toMatchObject({ body: { dryRun: true, ifVersion: 8 } });
    await send();
    expect(said[3]).toMatchObject({ body: { dryRun: false, ifVersion: 8, reason: 'new disks' } });
    expect(close).toHaveBeenCalledWith(true);
  });

  it('whose consequences cannot be told is not said', async () => {
    answers = [new Problem('forbidden', 'You may not')];
    const { place, field, submit } = await dialog(spec('Cordon'));
    await typed(field('Reason'), 'new disks');
    expect(words(place.querySelector('.refusal'))).toBe('You may not');
    expect(submit()?.disabled).toBe(true);
  });
});

it('the words on a cluster are those that make sense of it', () => {
  const word = { by: 'anna', at: secondsAgo(5), reason: 'new disks' };
  const verbs = (more: Parameters<typeof cluster>[1]) => wordsOn(cluster('a', more), 'clusters/a').map((one) => one.verb);
  expect(verbs({})).toEqual(['Cordon', 'Drain', 'Declare dead']);
  expect(verbs({ cordoned: word })).toEqual(['Uncordon', 'Drain', 'Declare dead']);
  expect(verbs({ draining: { ...word, deadline: null } })).toEqual(['Uncordon', 'Stop the drain', 'Declare dead']);
  expect(verbs({ declaredDead: word })).toEqual(['Cordon', 'Drain', 'Declare alive']);
});

it('where a drain is stopped it is told whether new attempts come', () => {
  const word = { by: 'anna', at: secondsAgo(5), reason: 'new disks' };
  const meaning = (more: Parameters<typeof cluster>[1]) =>
    wordsOn(cluster('a', { draining: { ...word, deadline: null }, ...more }), 'clusters/a').find((one) => one.verb === 'Stop the drain')?.meaning;
  expect(meaning({})).toContain('New attempts go there again.');
  expect(meaning({ cordoned: word })).toContain('It stays cordoned');
});
