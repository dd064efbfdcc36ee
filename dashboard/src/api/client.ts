/** What is asked of the Overlord. Every address is relative to the page, so that it works below the Router and any proxy. */

/** Why nothing was answered, or not what was asked for. */
export type ProblemKind =
  | 'unreachable'
  | 'no-leader'
  | 'moved'
  | 'unknown-person'
  | 'forbidden'
  | 'not-found'
  | 'conflict'
  | 'refused';

export class Problem extends Error {
  constructor(
    readonly kind: ProblemKind,
    message: string,
  ) {
    super(message);
    this.name = 'Problem';
  }
}

const DEADLINE_MILLIS = 10_000;

/** The Overlord answers a word within 30 s, or says that it does not. */
const WORD_DEADLINE_MILLIS = 35_000;

/** Henge's REST, from where the page lies. */
const REST = '../';

const KINDS: Record<number, ProblemKind> = {
  401: 'unknown-person',
  403: 'forbidden',
  404: 'not-found',
  409: 'conflict',
  502: 'no-leader',
  503: 'no-leader',
  504: 'no-leader',
};

interface Remembered {
  etag: string;
  data: unknown;
}

export type Fetching = (address: string, options: RequestInit) => Promise<Response>;

export class Client {
  private readonly remembered = new Map<string, Remembered>();
  private skewMillis = 0;

  constructor(private readonly fetching: Fetching = (address, options) => fetch(address, options)) {}

  /** The Overlord's clock, as far as its answers tell it. */
  now(): number {
    return Date.now() + this.skewMillis;
  }

  async get<T>(path: string, signal?: AbortSignal): Promise<T> {
    const before = this.remembered.get(path);
    const headers: Record<string, string> = { Accept: 'application/json' };
    if (before) {
      headers['If-None-Match'] = before.etag;
    }
    const response = await this.call(path, { headers }, DEADLINE_MILLIS, signal);
    if (response.status === 304 && before) {
      return before.data as T;
    }
    const data = await this.read(response);
    const etag = response.headers.get('ETag');
    this.remembered.delete(path);
    if (etag) {
      this.remembered.set(path, { etag, data });
      this.forgetSome();
    }
    return data as T;
  }

  async post<T>(path: string, body: unknown): Promise<T> {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    const response = await this.call(
      path,
      {
        method: 'POST',
        body: text,
        headers: { Accept: 'application/json', 'Content-Type': 'application/json', 'X-Henge-Request': '1' },
      },
      WORD_DEADLINE_MILLIS,
    );
    return (await this.read(response)) as T;
  }

  private async call(path: string, options: RequestInit, millis: number, signal?: AbortSignal): Promise<Response> {
    const deadline = AbortSignal.timeout(millis);
    let response: Response;
    try {
      response = await this.fetching(REST + path, {
        ...options,
        credentials: 'same-origin',
        cache: 'no-store',
        redirect: 'manual',
        signal: signal ? AbortSignal.any([signal, deadline]) : deadline,
      });
    } catch (error) {
      if (signal?.aborted) {
        throw error;
      }
      throw new Problem(
        'unreachable',
        deadline.aborted ? `The Overlord has not answered within ${millis / 1000} s` : 'The Overlord cannot be reached',
      );
    }
    // Druid's Router adds its own.
    const date = Date.parse((response.headers.get('Date') ?? '').split(/, (?=[A-Z][a-z]{2}, )/)[0] ?? '');
    if (!Number.isNaN(date) && Math.abs(date - this.now()) > 1_500) {
      this.skewMillis = date - Date.now();
    }
    if (response.type === 'opaqueredirect' || (response.status >= 300 && response.status < 400 && response.status !== 304)) {
      throw new Problem('moved', 'Another Overlord leads now');
    }
    if (!response.ok && response.status !== 304) {
      throw new Problem(KINDS[response.status] ?? 'refused', await sentence(response));
    }
    return response;
  }

  private async read(response: Response): Promise<unknown> {
    try {
      return await response.json();
    } catch {
      throw new Problem('unreachable', 'The answer did not arrive whole, or is not the Overlord\u2019s');
    }
  }

  /** Bounded: filters and cursors make ever new paths. */
  private forgetSome(): void {
    for (const path of this.remembered.keys()) {
      if (this.remembered.size <= 50) {
        return;
      }
      this.remembered.delete(path);
    }
  }
}

/** What a refusal says in words. */
async function sentence(response: Response): Promise<string> {
  try {
    const body = (await response.json()) as { errorMessage?: unknown; error?: unknown };
    const said = body.errorMessage ?? body.error;
    if (typeof said === 'string' && said !== '') {
      return said;
    }
  } catch {
    // A proxy's page, or nothing: the status has to do.
  }
  switch (response.status) {
    case 401:
      return 'Nobody knows who asks. Log in to Druid and load this page again';
    case 403:
      return 'You may not see this: it needs the permission STATE READ';
    case 503:
      return 'No Overlord leads now';
    default:
      return `The Overlord answered with status ${response.status}`;
  }
}

/** A query of those parameters that are given. */
export function query(parameters: Record<string, string | number | null | undefined>): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== null && value !== undefined && value !== '') {
      search.set(name, String(value));
    }
  }
  const text = search.toString();
  return text === '' ? '' : `?${text}`;
}

/** One part of a path, whatever is in it. */
export function segment(text: string): string {
  return encodeURIComponent(text);
}

export const client = new Client();
