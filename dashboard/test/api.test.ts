import { describe, expect, it, vi } from 'vitest';
import { Client, Problem } from '../src/api/client';
import { Connection } from '../src/api/connection';
import { pause } from '../src/api/poll';

function answering(...answers: (Response | Error)[]) {
  const asked: { address: string; options: RequestInit }[] = [];
  const client = new Client(async (address, options) => {
    asked.push({ address, options });
    const answer = answers.shift();
    if (answer === undefined || answer instanceof Error) {
      throw answer ?? new Error('asked too often');
    }
    return answer;
  });
  return { client, asked };
}

function json(body: unknown, status = 200, headers: Record<string, string> = {}): Response {
  return new Response(status === 304 ? null : JSON.stringify(body), { status, headers });
}

async function problemOf(answer: Response | Error): Promise<Problem> {
  const { client } = answering(answer);
  return client.get('clusters').then(
    () => {
      throw new Error('No problem');
    },
    (problem: Problem) => problem,
  );
}

describe('what is asked', () => {
  it('is relative to the page, and follows nobody elsewhere', async () => {
    const { client, asked } = answering(json([]));
    await client.get('clusters');
    expect(asked[0]?.address).toBe('../clusters');
    expect(asked[0]?.options).toMatchObject({ redirect: 'manual', credentials: 'same-origin' });
  });

  it('is not sent again where it is the same', async () => {
    const { client, asked } = answering(json(['a'], 200, { ETag: '"1"' }), json(null, 304), json(['b'], 200, { ETag: '"2"' }));
    const first = await client.get('clusters');
    expect(await client.get('clusters')).toBe(first);
    expect(await client.get('clusters')).toEqual(['b']);
    expect(asked.map(({ options }) => new Headers(options.headers).get('If-None-Match'))).toEqual([null, '"1"', '"1"']);
  });

  it('changes something only as JSON, with a header of our own', async () => {
    const { client, asked } = answering(json({}));
    await client.post('pause', { reason: 'because' });
    const headers = new Headers(asked[0]?.options.headers);
    expect(headers.get('Content-Type')).toBe('application/json');
    expect(headers.get('X-Henge-Request')).toBe('1');
    expect(asked[0]?.options).toMatchObject({ method: 'POST', body: '{"reason":"because"}' });
  });

  it('goes by the clock of the Overlord', async () => {
    const { client } = answering(json([], 200, { Date: new Date(Date.now() + 3_600_000).toUTCString() }));
    await client.get('clusters');
    expect(client.now() - Date.now()).toBeGreaterThan(3_590_000);
  });
});

it('two dates, as through the Router, are one', async () => {
  const date = new Date(Date.now() + 3_600_000).toUTCString();
  const { client } = answering(json([], 200, { Date: `${date}, ${date}` }));
  await client.get('clusters');
  expect(client.now() - Date.now()).toBeGreaterThan(3_590_000);
});

describe('a refusal', () => {
  it.each([
    [401, 'unknown-person'],
    [403, 'forbidden'],
    [404, 'not-found'],
    [409, 'conflict'],
    [503, 'no-leader'],
    [400, 'refused'],
    [500, 'refused'],
  ])('with status %i is %s, with the sentence that came', async (status, kind) => {
    expect(await problemOf(json({ errorMessage: 'It is so' }, status))).toMatchObject({ kind, message: 'It is so' });
  });

  it('without a sentence gets one', async () => {
    expect((await problemOf(new Response('<html>', { status: 503 }))).message).toBe('No Overlord leads now');
    expect((await problemOf(new Response('', { status: 418 }))).message).toContain('418');
  });

  it('of another leader is told, not followed', async () => {
    expect((await problemOf(new Response(null, { status: 307 }))).kind).toBe('moved');
  });

  it('that is no answer is unreachable', async () => {
    expect((await problemOf(new TypeError('failed'))).kind).toBe('unreachable');
    expect((await problemOf(new Response('not json', { status: 200 }))).kind).toBe('unreachable');
  });
});

describe('pauses', () => {
  it('grow with each failure, up to half a minute', () => {
    expect(pause(2_000, 0)).toBe(2_000);
    expect([1, 2, 3, 10, 1_000].map((failures) => pause(2_000, failures, 0.5))).toEqual([4_000, 8_000, 16_000, 30_000, 30_000]);
    expect(pause(2_000, 1, 0)).toBeLessThan(pause(2_000, 1, 1));
  });
});

describe('the connection', () => {
  it('tells the worst of all that is asked', () => {
    const connection = new Connection();
    const told = vi.fn();
    connection.subscribe(told);
    connection.began('a', 2_000, 0);
    connection.began('b', 2_000, 0);
    expect(connection.trouble(1_000)).toBeNull();
    connection.well('a', 1_000);
    connection.failed('b', 'not-found', 'none');
    expect(connection.trouble(1_500)).toBeNull();
    connection.failed('b', 'forbidden', 'no');
    connection.failed('a', 'no-leader', 'nobody');
    expect(connection.trouble(1_500)).toEqual({ kind: 'no-leader', message: 'nobody', wellAt: 1_000 });
    connection.ended('a');
    expect(connection.trouble(1_500)?.kind).toBe('forbidden');
    expect(told).toHaveBeenCalledTimes(5);
  });

  it('tells what is old, but not where nobody has looked', () => {
    const connection = new Connection();
    connection.began('a', 2_000, 0);
    connection.well('a', 1_000);
    expect(connection.trouble(10_000)).toBeNull();
    expect(connection.trouble(12_000)).toMatchObject({ kind: 'stale', wellAt: 1_000 });
    connection.rested(12_000);
    expect(connection.trouble(12_500)).toBeNull();
  });
});
