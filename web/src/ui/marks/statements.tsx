import { formatInstant } from '../../format/time.js';
import { useText } from '../../text/translate.js';
import { PersonName } from './persons.js';

interface StatementsProps {
  title: string;
  /** `person` is left out where the reader does not learn who it was. */
  statements: readonly { readonly at: string; readonly text: string; readonly person?: string }[];
}

/** What an institution says of a break, the oldest first; nothing where it said nothing. */
export function Statements({ title, statements }: StatementsProps) {
  const { language } = useText();
  if (statements.length === 0) return null;
  return (
    <section>
      <h3>{title}</h3>
      {statements.map(({ at, text, person }) => (
        <div key={`${at} ${text}`}>
          <p className="said">{text}</p>
          <p className="label">
            {formatInstant(at, language)}
            {person !== undefined && (
              <>
                {' '}
                · <PersonName of={person} />
              </>
            )}
          </p>
        </div>
      ))}
    </section>
  );
}
