interface TextFieldProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  /** How many of six columns it takes, where fields stand side by side. */
  columns?: 2 | 3 | 4;
  maxLength?: number;
  /** The id of a note about it. */
  describedBy?: string;
}

/** One line that is typed, with its label above it. The browser keeps nothing of it. */
export function TextField({ label, value, onChange, columns, maxLength, describedBy }: TextFieldProps) {
  return (
    <label className="field" data-columns={columns}>
      <span className="name">{label}</span>
      <input
        className="input"
        autoComplete="off"
        maxLength={maxLength}
        aria-describedby={describedBy}
        value={value}
        onChange={({ target }) => onChange(target.value)}
      />
    </label>
  );
}
