import { useRefusedField } from '../dialog/refused-field.js';

interface TextFieldProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  /** How many of six columns it takes, where fields stand side by side. */
  columns?: 2 | 3 | 4;
  maxLength?: number;
  /** The id of a note about it. */
  describedBy?: string;
  /** True for an amount: a phone then shows its digits. */
  isAmount?: boolean;
  /** Codes of the refusals that are about what stands in it. */
  refusedBy?: readonly string[];
}

/** One line that is typed, with its label above it. The browser keeps nothing of it. */
export function TextField(props: TextFieldProps) {
  const { label, value, onChange, columns, maxLength, describedBy, isAmount = false, refusedBy = [] } = props;
  const { ref, wordsId } = useRefusedField(refusedBy);
  return (
    <label className="field" data-columns={columns}>
      <span className="name">{label}</span>
      <input
        ref={ref}
        className="input"
        autoComplete="off"
        inputMode={isAmount ? 'decimal' : undefined}
        maxLength={maxLength}
        aria-describedby={[wordsId, describedBy].filter((id) => id !== undefined).join(' ') || undefined}
        aria-invalid={wordsId === undefined ? undefined : true}
        value={value}
        onChange={({ target }) => onChange(target.value)}
      />
    </label>
  );
}
