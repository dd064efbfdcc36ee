import { describe, expect, it } from 'vitest';
import { changes } from '../src/words/changes';
import { marksOf, nextOf, stateOf, toneOf } from '../src/words/cluster';
import { becomes, end, head, why } from '../src/words/explanation';
import { needs } from '../src/words/needs';
import { amount, sentence, visible } from '../src/words/text';
import { ago, clock, duration } from '../src/words/time';
import { cluster, NOW, placement, secondsAgo, unreachable } from './world';

describe('durations', () => {
  it('are said as the command says them', () => {
    expect([0, 12_000, 125_000, 11_220_000, 4 * 86_400_000].map(duration)).toEqual([
      '0 s',
      '12 s',
      '2 min 05 s',
      '3 h 07 min',
      '4 d',
    ]);
    expect(duration(-5_000)).toBe('0 s');
  });

  it('are nothing where there is no time', () => {
    expect(ago(null, NOW)).toBeNull();
    expect(ago('nonsense', NOW)).toBeNull();
    expect(clock('nonsense')).toBe('nonsense');
    expect(clock('2026-01-01T00:00:00.123Z')).toBe('2026-01-01 00:00:00Z');
  });
});

describe('texts of others', () => {
  it('hide nothing', () => {
    expect(visible('a\u0000b\u001b[31m\u202e\u200bc')).toBe('a\u2400b\u241b[31m\u27e8202e\u27e9\u27e8200b\u27e9c');
    expect(visible('two\nlines\tand a tab')).toBe('two\nlines\tand a tab');
  });

  it('become sentences', () => {
    expect(sentence('east is full: 3 of 3')).toBe('East is full: 3 of 3.');
    expect(sentence('Is it?')).toBe('Is it?');
    expect(sentence('  ')).toBe('');
  });

  it('have amounts as Kubernetes writes them', () => {
    expect(amount('cpu', 2_500)).toBe('2.5');
    expect(amount('memory', 3 * 2 ** 30)).toBe('3Gi');
    expect(amount('memory', 16_777_478_144)).toBe('15.6Gi');
    expect(amount('pods', 1_110)).toBe('1,110');
  });
});

describe('a cluster', () => {
  it('has the state that people see', () => {
    expect(stateOf(cluster('a'))).toBe('Healthy');
    expect(toneOf(cluster('a', { observed: false }))).toBe('warn');
    expect(marksOf(cluster('a', { observed: false, enabled: false }))).toEqual(['not observed', 'disabled']);
    const dead = cluster('a', { declaredDead: { by: 'anna', at: secondsAgo(5), reason: 'it burnt' } });
    expect([stateOf(dead), toneOf(dead)]).toEqual(['Declared dead', 'bad']);
  });

  it('says what happens next, and when', () => {
    expect(nextOf(cluster('a'), NOW)).toBeNull();
    expect(nextOf(unreachable('a'), NOW)).toEqual({
      at: NOW + 60_000,
      words:
        '2 attempts taken away and run again elsewhere, unless evidence of life comes first; 1 stay: kill tasks are never moved',
      tone: 'bad',
    });
    expect(nextOf(unreachable('a'), NOW + 61_000)?.words).toContain('2 attempts taken away now');
  });

  it('says where nothing happens, and why', () => {
    expect(nextOf(unreachable('a', { why: 'no answer; not lost: a task was heard 2 s ago' }), NOW)).toMatchObject({
      at: null,
      words: expect.stringContaining('No failover while its tasks are heard'),
    });
    const off = { at: null, leaving: 0, staying: 3, why: 'failover.mode is off', acts: false };
    expect(nextOf(unreachable('a', { failover: off }), NOW)?.words).toBe('Failover is off: 3 attempts stay');
    const observing = { at: new Date(NOW + 9_000).toISOString(), leaving: 2, staying: 0, why: null, acts: false };
    expect(nextOf(unreachable('a', { failover: observing }), NOW)?.words).toBe(
      'Failover only observes: would take 2 attempts away then',
    );
    expect(nextOf(cluster('a', { state: 'Misconfigured' }), NOW)?.words).toContain('nothing fails over');
  });

  it('tells what has changed since somebody looked', () => {
    const before = cluster('a');
    const word = { by: 'bob', at: secondsAgo(1), reason: 'new disks' };
    expect(changes(before, before)).toEqual([]);
    expect(changes(before, cluster('a', { version: 2, cordoned: word, live: 4 }))).toEqual([
      'Marks: none → cordoned',
      `bob said at ${word.at}: new disks`,
      'Attempts there: 3 → 4',
      'Version: 1 → 2',
    ]);
  });
});

describe('what needs somebody', () => {
  const held = { state: 'waiting', cluster: null, why: 'east is full: 3 of 3', tasks: 7, example: 'a', since: secondsAgo(60) };

  it('is nothing while all is well', () => {
    expect(needs([cluster('a'), cluster('b', { purgeDebt: 2 })], { states: {}, held: [], heldOtherwise: 0 }, NOW)).toEqual([]);
  });

  it('is grouped by cause, the worst first', () => {
    const found = needs(
      [unreachable('west'), unreachable('north'), cluster('south', { state: 'Misconfigured', why: 'token expired' }), cluster('east')],
      { states: {}, held: [held], heldOtherwise: 4 },
      NOW,
    );
    expect(found.map((need) => [need.key, need.tasks])).toEqual([
      ['unreachable', 6],
      ['misconfigured', 3],
      ['limbo', 6],
      [`held waiting  ${held.why}`, 7],
      ['held otherwise', 4],
    ]);
    expect(found[0]).toMatchObject({ what: '2 clusters are unreachable', clusters: ['west', 'north'] });
    expect(found[1]).toMatchObject({ what: 'Cluster south is misconfigured', why: 'token expired', next: { href: '#/cluster/south' } });
    expect(found[3]?.next).toEqual({ words: 'See the tasks', href: '#/tasks?state=waiting' });
  });

  it('is not what is about to be placed', () => {
    const short = { ...held, since: secondsAgo(3) };
    expect(needs([cluster('a')], { states: {}, held: [short], heldOtherwise: 0 }, NOW)).toEqual([]);
  });

  it('has what people have said', () => {
    const word = { by: 'anna', at: secondsAgo(60), reason: 'the store moves' };
    const found = needs([cluster('a', { placementPaused: word, declaredDead: word })], null, NOW);
    expect(found.map((need) => need.key)).toEqual(['paused', 'dead']);
  });
});

describe('an explanation', () => {
  const finding = { cluster: 'east', finding: 'fits', why: '', points: 5, marks: [] };

  it('is said as the command says it', () => {
    const waiting = {
      placement: placement('a', { state: 'waiting', cluster: null, since: secondsAgo(12) }),
      queue: { position: 3, length: 17 },
      obstacle: 'east is full: 3 of 3; west is cordoned',
      findings: [],
      best: [],
    };
    expect(head(waiting, NOW)).toBe('Waits for a cluster, since 12 s, as number 3 of 17.');
    expect(end(waiting)).toBe('East is full: 3 of 3; west is cordoned.');
    const running = { ...waiting, placement: placement('a'), queue: null, obstacle: null, best: ['east', 'west'] };
    expect(head(running, NOW)).toBe('Is running on east. If it were placed now:');
    expect(end(running)).toBe('Would go to one of east and west.');
    expect(head({ ...running, placement: null }, NOW)).toBeNull();
  });

  it('says what speaks for a cluster', () => {
    expect(why(finding)).toBe('has room');
    expect(why({ ...finding, marks: [{ why: 'its group is there', points: 5 }, { why: 'rule "a"', points: -2 }] })).toBe(
      'its group is there (+5), rule "a" (-2)',
    );
    expect(why({ ...finding, finding: 'too_small', why: 'has 2 of cpu' })).toBe('has 2 of cpu');
    expect(becomes('hand_over')).toBe('hand over early');
    expect(becomes('something_new')).toBe('something new');
  });
});
