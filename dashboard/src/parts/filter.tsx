import { useEffect, useState } from 'preact/hooks';

export interface FilterField {
  name: string;
  words: string;
  value: string;
  /** What can be chosen; anything where it is left out. */
  options?: string[];
  /** What no choice is called; "any" where it is left out. */
  none?: string;
  /** What a choice is called; its own name where it is left out. */
  say?: Record<string, string>;
}

/** What is shown of a list. Each change is a new address, so that it can be gone back to and sent to others. */
export function Filter({ fields, change }: { fields: FilterField[]; change: (name: string, value: string) => void }) {
  return (
    <form class="filter" aria-label="Filter" onSubmit={(event) => event.preventDefault()}>
      {fields.map((field) => (
        <label key={field.name}>
          {field.words}
          {field.options === undefined ? (
            <Typed value={field.value} change={(value) => change(field.name, value)} />
          ) : (
            <select value={field.value} onChange={(event) => change(field.name, event.currentTarget.value)}>
              <option value="">{field.none ?? 'any'}</option>
              {(field.value === '' || field.options.includes(field.value) ? field.options : [field.value, ...field.options]).map(
                (option) => (
                  <option key={option} value={option}>
                    {field.say?.[option] ?? option.replaceAll('_', ' ')}
                  </option>
                ),
              )}
            </select>
          )}
        </label>
      ))}
    </form>
  );
}

/** Counts when it is left, or by Enter: not every letter is a question to the Overlord. */
function Typed({ value, change }: { value: string; change: (value: string) => void }) {
  const [text, setText] = useState(value);
  useEffect(() => setText(value), [value]);
  const commit = () => {
    if (text.trim() !== value) {
      change(text.trim());
    }
  };
  return (
    <input
      value={text}
      autocomplete="off"
      spellcheck={false}
      placeholder="any"
      onInput={(event) => setText(event.currentTarget.value)}
      onBlur={commit}
      onKeyDown={(event) => {
        if (event.key === 'Enter') {
          commit();
        }
      }}
    />
  );
}
