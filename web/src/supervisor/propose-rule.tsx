import { useState } from 'react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { api, dataOf } from '../api/client.js';
import type { Rulebook } from '../api/schema.js';
import { ActDialog } from '../ui/dialog/act-dialog.js';
import { TextField } from '../ui/fields/text-field.js';
import { Loading, ReadFailed } from '../ui/screen/page-states.js';
import { BeforeAndAfter, useParameterName } from './parameter-value.js';
import { isSameValue, readNumber, RULE_ROLES, RULES_OF_ROLES, typedNumber, unitOf, type Value } from './typed-value.js';
import { useText } from './words.js';

type Rule = Rulebook['rows'][number];

interface ProposeRuleProps {
  blocked: string | undefined;
  onClose: () => void;
}

/**
 * Proposes new values for parameters of a policy. Another person decides, who sees first what would
 * be otherwise in open cases. Law is not changed here.
 */
export function ProposeRule({ blocked, onClose }: ProposeRuleProps) {
  const { t, language } = useText();
  const queries = useQueryClient();
  const nameOf = useParameterName();
  const [ruleId, setRuleId] = useState('');
  // Values by their names; undefined: what is typed is none.
  const [typed, setTyped] = useState<Readonly<Record<string, Value>>>({});
  const law = useQuery({ queryKey: ['rulebook'], queryFn: () => dataOf(api.GET('/v1/rulebook')) });
  const policies = (law.data?.rows ?? []).filter(
    ({ kind, parameters }) => kind === 'policy' && Object.keys(parameters).length > 0,
  );
  const rule = policies.find((each) => each.ruleId === ruleId);
  const titleOf = (each: Rule) => (language === 'th' ? each.titleTh : each.titleEn);
  const changes = Object.entries(typed).flatMap(([name, after]) => {
    const before = rule?.parameters[name];
    if (before === undefined || after === undefined || isSameValue(before, after)) return [];
    return [{ name, before, after }];
  });
  const whyNot = () => {
    if (rule === undefined) return t('supervisor.propose.needsRule');
    if (Object.values(typed).includes(undefined)) return t('supervisor.propose.wrong');
    return changes.length === 0 ? t('supervisor.propose.needsChange') : undefined;
  };
  return (
    <ActDialog
      title={rule === undefined ? t('supervisor.propose.rule') : t('supervisor.propose.title', { rule: ruleId })}
      lead={t('supervisor.rule.lead')}
      confirm={t('supervisor.propose.confirm')}
      reasonLabel={t('supervisor.yourReason')}
      isReasonLast
      blocked={blocked ?? whyNot()}
      onClose={onClose}
      onAct={async (reason) => {
        const parameters = Object.fromEntries(changes.map(({ name, after }) => [name, after]));
        await dataOf(api.POST('/v1/rule-changes', { body: { ruleId, parameters, reason } }));
        await queries.invalidateQueries({ queryKey: ['list', 'rules'] });
        return undefined;
      }}
    >
      {law.data === undefined ? (
        law.error === null ? (
          <Loading rows={3} />
        ) : (
          <ReadFailed error={law.error} onRetry={() => void law.refetch()} />
        )
      ) : (
        <label className="field">
          <span className="name">{t('supervisor.propose.which')}</span>
          <select
            className="input"
            value={ruleId}
            onChange={({ target }) => {
              setRuleId(target.value);
              setTyped({});
            }}
          >
            <option value="" />
            {policies.map((each) => (
              <option key={each.ruleId} value={each.ruleId}>
                {each.ruleId} · {titleOf(each)}
              </option>
            ))}
          </select>
        </label>
      )}
      {rule !== undefined && <p className="label">{language === 'th' ? rule.textTh : rule.effect}</p>}
      {rule !== undefined &&
        Object.entries(rule.parameters).map(([name, before]) => (
          <ParameterField
            key={`${ruleId} ${name}`}
            rule={rule}
            name={name}
            before={before}
            onValue={(value) => setTyped((others) => ({ ...others, [name]: value }))}
          />
        ))}
      {changes.length > 0 && (
        <section aria-label={t('supervisor.propose.becomes')}>
          <h3>{t('supervisor.propose.becomes')}</h3>
          <ul>
            {changes.map((change) => (
              <li key={change.name}>
                {nameOf(change)}: <BeforeAndAfter change={change} />
              </li>
            ))}
          </ul>
          <p className="label">{t('supervisor.propose.would')}</p>
        </section>
      )}
    </ActDialog>
  );
}

interface ParameterFieldProps {
  rule: Rule;
  name: string;
  before: Value;
  /** Takes what was typed; undefined: it is no value of this parameter. */
  onValue: (value: Value) => void;
}

/** The field of one parameter, by what kind of value it has. */
function ParameterField({ rule, name, before, onValue }: ParameterFieldProps) {
  const { t, language } = useText();
  const nameOf = useParameterName();
  const words = nameOf({ name, before, after: before });
  const label = typeof words === 'string' ? words : name;
  if (typeof before === 'number') return <NumberField label={label} name={name} before={before} onValue={onValue} />;
  if (typeof before === 'boolean') {
    return (
      <label className="line">
        <input type="checkbox" defaultChecked={before} onChange={({ target }) => onValue(target.checked)} />
        <span>{label}</span>
      </label>
    );
  }
  if (typeof before === 'string') {
    const choices = rule.choices[name];
    if (choices === undefined) return <WordsField label={label} before={before} onValue={onValue} />;
    return (
      <label className="field">
        <span className="name">{label}</span>
        <select className="input" defaultValue={before} onChange={({ target }) => onValue(target.value)}>
          {choices.map((choice) => (
            <option key={choice.value} value={choice.value}>
              {choice[language]}
            </option>
          ))}
        </select>
      </label>
    );
  }
  if (!Array.isArray(before)) return null;
  const list = before.map(String);
  if (!RULES_OF_ROLES.includes(rule.ruleId)) {
    const split = (text: string) => text.split(',').flatMap((each) => (each.trim() === '' ? [] : [each.trim()]));
    return (
      <WordsField
        label={`${label} · ${t('supervisor.propose.commas')}`}
        before={list.join(', ')}
        onValue={(text) => onValue(split(text))}
      />
    );
  }
  return <RolesField label={label} before={list} onValue={onValue} />;
}

interface FieldOf<T extends Value> {
  label: string;
  before: T;
  onValue: (value: T) => void;
}

function WordsField({ label, before, onValue }: FieldOf<string>) {
  const [text, setText] = useState(before);
  return (
    <TextField
      label={label}
      value={text}
      onChange={(next) => {
        setText(next);
        onValue(next);
      }}
    />
  );
}

function NumberField({
  label,
  name,
  before,
  onValue,
}: Omit<ParameterFieldProps, 'rule'> & { label: string; before: number }) {
  const { t } = useText();
  const unit = unitOf(name, before);
  const [text, setText] = useState(() => typedNumber(before, unit));
  return (
    <TextField
      label={unit === 'none' ? label : `${label} (${t(`supervisor.propose.unit.${unit}`)})`}
      value={text}
      onChange={(next) => {
        setText(next);
        onValue(readNumber(next, unit));
      }}
    />
  );
}

function RolesField({ label, before, onValue }: FieldOf<readonly string[]>) {
  const { t } = useText();
  const [chosen, setChosen] = useState(before);
  return (
    <fieldset className="choices">
      <legend className="label">{label}</legend>
      {RULE_ROLES.map((role) => (
        <label key={role} className="line">
          <input
            type="checkbox"
            checked={chosen.includes(role)}
            onChange={({ target }) => {
              const next = RULE_ROLES.filter((each) => (each === role ? target.checked : chosen.includes(each)));
              setChosen(next);
              onValue(next);
            }}
          />
          <span>{t(`role.${role}`)}</span>
        </label>
      ))}
    </fieldset>
  );
}
