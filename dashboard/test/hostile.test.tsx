import type { ComponentChildren } from 'preact';
import { describe, expect, it } from 'vitest';
import type { Failover } from '../src/api/types';
import { BannerOf } from '../src/parts/banner';
import { Cut, Said } from '../src/parts/bits';
import { ConsequencesOf } from '../src/parts/consequences';
import { EvidenceTable } from '../src/parts/evidence';
import { ExplanationOf } from '../src/parts/explanation';
import { History, merged } from '../src/parts/history';
import { Lines } from '../src/parts/lines';
import { Placements } from '../src/parts/placements';
import { visible } from '../src/words/text';
import { lines } from '../src/words/spans';
import { shown } from './render';
import { event, evidence, NOW, placement, secondsAgo } from './world';

const HOSTILE = [
  '<img src=x onerror="alert(1)"><script>alert(2)</script>',
  '"><svg onload=alert(3)>',
  'javascript:alert(4)',
  'a\u0000b\u001b[2J\u0007c\u202edlrow',
  'x'.repeat(10_000),
];

function failover(text: string): Failover {
  return {
    number: 1,
    task: text,
    attempt: 1,
    at: secondsAgo(5),
    trigger: text,
    acted: true,
    from: text,
    to: text,
    replacedAt: null,
    purgedAt: null,
    falsePositive: false,
    aliveAt: null,
    why: text,
    policy: { [text]: text },
    evidence: { probe: text },
    preserved: {},
  };
}

const EVERYWHERE: [name: string, show: (text: string) => ComponentChildren][] = [
  ['a text on one line', (text) => <Cut text={text} />],
  ['a sentence', (text) => <Said text={text} />],
  [
    'a row of a task',
    (text) => (
      <Placements
        label="Tasks"
        now={NOW}
        placements={[placement(text, { type: text, dataSource: text, cluster: text, why: text, state: text })]}
      />
    ),
  ],
  [
    'a history',
    (text) => (
      <History entries={merged([event(text, 5, { task: text, cluster: text, reason: text, by: text })], [failover(text)])} />
    ),
  ],
  ['the line of time', (text) => <Lines task={text} lines={lines([placement(text, { cluster: text, why: text })], [], NOW)} now={NOW} />],
  [
    'consequences',
    (text) => <ConsequencesOf consequences={[{ task: text, attempt: 1, cluster: text, disposition: text, why: text }]} />,
  ],
  [
    'an explanation',
    (text) => (
      <ExplanationOf
        now={NOW}
        explanation={{
          placement: placement(text),
          queue: null,
          obstacle: text,
          findings: [{ cluster: text, finding: 'fits', why: '', points: 1, marks: [{ why: text, points: 1 }] }],
          best: [text],
        }}
      />
    ),
  ],
  ['evidence', (text) => <EvidenceTable now={NOW} evidence={evidence({ operator: text, watch: { why: text, heardAt: text } })} />],
  ['the banner', (text) => <BannerOf now={NOW} trouble={{ kind: 'no-leader', message: text, wellAt: null }} />],
];

describe.each(EVERYWHERE)('%s', (_, show) => {
  it.each(HOSTILE)('shows %.40s as text', async (text) => {
    const place = await shown(show(text));
    expect(place.querySelectorAll('script, img, svg[onload], [onerror], iframe')).toHaveLength(0);
    const read = (place.textContent ?? '').toLowerCase();
    // Sentences begin with a large letter, lists have their marks spaced.
    expect(read).toContain(visible(text).toLowerCase().slice(1));
    expect(read).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u202e]/);
    for (const link of place.querySelectorAll('a')) {
      expect(link.getAttribute('href')).toMatch(/^(#\/|\.\.\/task\/[^/?#]+\/log\?attempt=\d+$)/);
    }
  });
});

it('a long text is cut by style, not by the page', async () => {
  const place = await shown(<Cut text={'x'.repeat(10_000)} />);
  expect(place.textContent).toHaveLength(10_000);
  expect(place.querySelector('.cut')?.getAttribute('title')).toHaveLength(2_000);
});
