/** What servers and people have written, made fit to be shown: never markup, and nothing that hides what stands there. */

/** Control characters have pictures; marks that turn the direction of reading are spelled out. */
export function visible(text: string): string {
  return text.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g, (mark) => {
    const code = mark.charCodeAt(0);
    if (code < 0x20) {
      return String.fromCharCode(0x2400 + code);
    }
    return code === 0x7f ? '\u2421' : `\u27e8${code.toString(16).padStart(4, '0')}\u27e9`;
  });
}

/** Of words that REST has in one piece, such as `hand_over`; fit to be shown. */
export function spaced(word: string): string {
  return visible(word.replaceAll('_', ' '));
}

export function count(number: number, one: string, many: string = `${one}s`): string {
  return `${number.toLocaleString('en-US')} ${number === 1 ? one : many}`;
}

/** A sentence, whether or not it came as one. */
export function sentence(text: string): string {
  const trimmed = text.trim();
  if (trimmed === '') {
    return '';
  }
  const first = trimmed.charAt(0).toUpperCase() + trimmed.slice(1);
  return /[.!?]$/.test(first) ? first : `${first}.`;
}

export function list(words: string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words[words.length - 1]}`;
}

const UNITS: [unit: string, bytes: number][] = [
  ['Ti', 2 ** 40],
  ['Gi', 2 ** 30],
  ['Mi', 2 ** 20],
  ['Ki', 2 ** 10],
];

/** How much of something that pods ask for, as Kubernetes writes it, to a tenth. */
export function amount(resource: string, number: number): string {
  if (resource === 'cpu') {
    return tenth(number / 1_000);
  }
  if (resource !== 'memory' && !resource.endsWith('storage')) {
    return number.toLocaleString('en-US');
  }
  const [unit, bytes] = UNITS.find(([, least]) => number >= least) ?? ['', 1];
  return `${tenth(number / bytes)}${unit}`;
}

function tenth(number: number): string {
  return String(Math.round(number * 10) / 10);
}
