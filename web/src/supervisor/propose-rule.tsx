import { useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { api, dataOf } from '../api/client.js';
import type { Rulebook } from '../api/schema.js';
import { ActDialog } from '../ui/dialog/act-dialog.js';
import { WideTable } from '../ui/rows/wide-table.js';
import { ReadFailed } from '../ui/screen/page-states.js';
import { useProblemWords } from '../problem/use-problem-words.js';
import { Loading } from '../ui/screen/reading.js';
import { useEffectWords, useParameterName, useParameterValue } from './parameter-value.js';
import { isSameValue, readNumber, RULE_ROLES, RULES_OF_ROLES, typedNumber, unitOf, type Value } from './typed-value.js';
import { ExampleLines, InOpenCases, useTrial } from './rule-trial.js';
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
  const problems = useProblemWords();
  const { trial, error: trialError } = useTrial(ruleId, changes);
  const whyNot = () => {
    if (rule === undefined) return t('supervisor.propose.needsRule');
    if (Object.values(typed).includes(undefined)) return t('supervisor.propose.wrong');
    return changes.length === 0 ? t('supervisor.propose.needsChange') : undefined;
  };
  return (
    <ActDialog
      name="propose_rule"
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
      {rule !== undefined && (
        <WideTable
          key={ruleId}
          label={t('supervisor.propose.becomes')}
          look="values"
          columns={(['what', 'from', 'to', 'effect'] as const).map((each) => ({
            head: t(`supervisor.propose.column.${each}`),
          }))}
        >
          <tbody>
            {Object.entries(rule.parameters).map(([name, before]) => (
              <ParameterRow
                key={name}
                rule={rule}
                name={name}
                before={before}
                isTyped={name in typed}
                after={typed[name]}
                example={trial?.examples.find((each) => each.name === name)}
                onValue={(value) => setTyped((others) => ({ ...others, [name]: value }))}
              />
            ))}
          </tbody>
        </WideTable>
      )}
      {changes.length > 0 &&
        (trial !== undefined ? (
          <InOpenCases would={trial.wouldChange} />
        ) : trialError !== null ? (
          <p className="label" role="status">
            {problems.of(trialError)}
          </p>
        ) : (
          <Loading rows={2} />
        ))}
    </ActDialog>
  );
}

interface ParameterRowProps extends CellProps<Value> {
  rule: Rule;
  /** Whether something was typed; `after` is undefined where it is no value of this parameter. */
  isTyped: boolean;
  after: Value;
  /** What the rule does with it in an example, once it was tried. */
  example: Parameters<typeof ExampleLines>[0]['example'] | undefined;
}

/** One parameter: what it is, what it is now, what it becomes, and what that does. */
function ParameterRow({ rule, name, before, isTyped, after, example, onValue }: ParameterRowProps) {
  const { t, language } = useText();
  const nameOf = useParameterName();
  const valueOf = useParameterValue();
  const effectOf = useEffectWords();
  const choice = (value: Value) => rule.choices[name]?.find((each) => each.value === value);
  const shown = isTyped ? after : before;
  return (
    <tr aria-current={isTyped && !isSameValue(before, after)}>
      <td>{nameOf({ name, before, after: before })}</td>
      <td>{choice(before)?.[language] ?? valueOf(name, before)}</td>
      <td>
        <ParameterCell rule={rule} name={name} before={before} onValue={onValue} />
      </td>
      <td>
        {shown === undefined
          ? t('supervisor.propose.wrong')
          : (choice(shown)?.[language] ?? effectOf({ name, before, after: shown }))}
        {example !== undefined && <ExampleLines example={example} />}
      </td>
    </tr>
  );
}

interface CellProps<T extends Value> {
  name: string;
  before: T;
  /** Takes what was typed; undefined: it is no value of this parameter. */
  onValue: (value: Value) => void;
}

/** What of a row is typed or chosen, by what kind of value it has. */
function ParameterCell({ rule, name, before, onValue }: CellProps<Value> & { rule: Rule }) {
  const { t, language } = useText();
  const nameOf = useParameterName();
  const words = nameOf({ name, before, after: before });
  const label = typeof words === 'string' ? words : name;
  if (typeof before === 'number') return <NumberCell label={label} name={name} before={before} onValue={onValue} />;
  if (typeof before === 'boolean') {
    return (
      <label className="line">
        <input
          type="checkbox"
          aria-label={label}
          defaultChecked={before}
          onChange={({ target }) => onValue(target.checked)}
        />
        {t('supervisor.yes')}
      </label>
    );
  }
  if (typeof before === 'string') {
    const choices = rule.choices[name];
    if (choices === undefined) return <WordsCell label={label} before={before} onValue={onValue} />;
    return (
      <select
        className="input"
        aria-label={label}
        defaultValue={before}
        onChange={({ target }) => onValue(target.value)}
      >
        {choices.map((each) => (
          <option key={each.value} value={each.value}>
            {each[language]}
          </option>
        ))}
      </select>
    );
  }
  if (!Array.isArray(before)) return null;
  const list = before.map(String);
  if (RULES_OF_ROLES.includes(rule.ruleId) && list.every(isRole)) {
    return <RolesCell label={label} before={list} onValue={onValue} />;
  }
  const split = (text: string) => text.split(',').flatMap((each) => (each.trim() === '' ? [] : [each.trim()]));
  return (
    <WordsCell
      label={`${label} · ${t('supervisor.propose.commas')}`}
      before={list.join(', ')}
      onValue={(text) => onValue(split(String(text)))}
    />
  );
}

const isRole = (value: string) => RULE_ROLES.some((role) => role === value);

function WordsCell({ label, before, onValue }: Omit<CellProps<string>, 'name'> & { label: string }) {
  return (
    <input
      className="input"
      aria-label={label}
      autoComplete="off"
      defaultValue={before}
      onChange={({ target }) => onValue(target.value)}
    />
  );
}

function NumberCell({ label, name, before, onValue }: CellProps<number> & { label: string }) {
  const { t } = useText();
  const unit = unitOf(name, before);
  const words = unit === 'none' ? undefined : t(`supervisor.propose.unit.${unit}`);
  return (
    <span className="line">
      <input
        className="input"
        size={8}
        aria-label={words === undefined ? label : `${label} (${words})`}
        autoComplete="off"
        inputMode="decimal"
        defaultValue={typedNumber(before, unit)}
        onChange={({ target }) => onValue(readNumber(target.value, unit))}
      />
      {words}
    </span>
  );
}

/** Roles, each taken out by a press, and another added by a choice. */
function RolesCell({ label, before, onValue }: Omit<CellProps<readonly string[]>, 'name'> & { label: string }) {
  const { t } = useText();
  const [chosen, setChosen] = useState(before);
  const adds = useRef<HTMLSelectElement>(null);
  const choose = (next: readonly string[]) => {
    const ordered = RULE_ROLES.filter((role) => next.includes(role));
    setChosen(ordered);
    onValue(ordered);
  };
  const others = RULE_ROLES.filter((role) => !chosen.includes(role));
  const roleOf = (role: string) => t(`role.${role}` as 'role.aoc_officer');
  return (
    <span className="line wrapping">
      {chosen.map((role) => (
        <button
          key={role}
          type="button"
          className="button small"
          aria-label={t('supervisor.propose.takeOut', { role: roleOf(role), what: label })}
          onClick={() => {
            // The button that was pressed goes: the keyboard goes on beside it.
            flushSync(() => choose(chosen.filter((each) => each !== role)));
            adds.current?.focus();
          }}
        >
          {roleOf(role)} ×
        </button>
      ))}
      {others.length > 0 && (
        <select
          ref={adds}
          className="select"
          aria-label={t('supervisor.propose.addRole', { what: label })}
          value=""
          onChange={({ target }) => choose([...chosen, target.value])}
        >
          <option value="">+</option>
          {others.map((role) => (
            <option key={role} value={role}>
              {roleOf(role)}
            </option>
          ))}
        </select>
      )}
    </span>
  );
}
