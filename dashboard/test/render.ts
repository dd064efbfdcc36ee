import { render, type ComponentChildren } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach } from 'vitest';

/** Shows something as the page does, in a document of the test's. */
export async function shown(children: ComponentChildren): Promise<HTMLElement> {
  const place = document.createElement('div');
  document.body.append(place);
  await act(() => render(children, place));
  return place;
}

/** Lets what was asked be answered, and the answer be shown. */
export async function settled(): Promise<void> {
  for (let i = 0; i < 5; i++) {
    await act(async () => {
      await new Promise((resolve) => setTimeout(resolve, 0));
    });
  }
}

export async function typed(field: HTMLInputElement | null, text: string): Promise<void> {
  await act(() => {
    if (field !== null) {
      field.value = text;
      field.dispatchEvent(new Event('input', { bubbles: true }));
    }
  });
}

afterEach(async () => {
  for (const place of document.body.querySelectorAll(':scope > div')) {
    await act(() => render(null, place));
    place.remove();
  }
  window.location.hash = '';
});

/** What is read, with one blank where there are many. */
export function words(element: Element | null): string {
  return (element?.textContent ?? '').replace(/\s+/g, ' ').trim();
}
