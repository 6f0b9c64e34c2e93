import { useState } from 'react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { api, dataOf } from '../api/client.js';
import type { Party, PartyChangeBody } from '../api/schema.js';
import { formatInstant } from '../format/time.js';
import { ActDialog } from '../ui/dialog/act-dialog.js';
import { TextField } from '../ui/fields/text-field.js';
import { instantOf, today, When } from '../ui/fields/when.js';
import { ReadFailed } from '../ui/screen/page-states.js';
import { Loading } from '../ui/screen/reading.js';
import { useText } from './words.js';

const KINDS = ['add_key', 'revoke_key', 'change_address'] as const;

interface ProposePartyProps {
  blocked: string | undefined;
  onClose: () => void;
}

/** Asks to add or revoke a party's key, or to change its address; another person decides. */
export function ProposeParty({ blocked, onClose }: ProposePartyProps) {
  const { t, language } = useText();
  const queries = useQueryClient();
  const [slug, setSlug] = useState('');
  const [kind, setKind] = useState<(typeof KINDS)[number]>('add_key');
  const [keyId, setKeyId] = useState('');
  const [publicKey, setPublicKey] = useState('');
  const [lastKeyReason, setLastKeyReason] = useState('');
  const [address, setAddress] = useState('');
  const [from, setFrom] = useState(() => today(language));
  const [until, setUntil] = useState({ day: '', time: '' });
  const parties = useQuery({ queryKey: ['parties'], queryFn: () => dataOf(api.GET('/v1/parties')) });
  const party = parties.data?.parties.find((each) => each.slug === slug);
  const nameOf = ({ nameTh, nameEn }: Party) => (language === 'th' ? nameTh : nameEn);
  const keys = (party?.keys ?? []).filter(({ state }) => state !== 'revoked');
  const counting = keys.filter(({ state }) => state === 'counts');
  const isLastKey = counting.length === 1 && counting[0]?.keyId === keyId;
  const change = changeOf();
  return (
    <ActDialog
      name="propose_party"
      title={
        party === undefined ? t('supervisor.propose.party') : `${t(`supervisor.party.${kind}`)} · ${nameOf(party)}`
      }
      lead={t('supervisor.party.lead')}
      confirm={t('supervisor.propose.confirm')}
      reasonLabel={t('supervisor.propose.proof')}
      isReasonLast
      blocked={blocked ?? (party === undefined || change === undefined ? t('supervisor.propose.missing') : undefined)}
      onClose={onClose}
      onAct={async (reason) => {
        if (change === undefined) return undefined;
        await dataOf(api.POST('/v1/party-changes', { body: { party: slug, change, reason } }));
        await queries.invalidateQueries({ queryKey: ['list', 'parties'] });
        return undefined;
      }}
    >
      {parties.data === undefined ? (
        parties.error === null ? (
          <Loading rows={3} />
        ) : (
          <ReadFailed error={parties.error} onRetry={() => void parties.refetch()} />
        )
      ) : (
        <label className="field">
          <span className="name">{t('supervisor.party.which')}</span>
          <select className="input" value={slug} onChange={({ target }) => setSlug(target.value)}>
            <option value="" />
            {parties.data.parties.map((each) => (
              <option key={each.slug} value={each.slug}>
                {nameOf(each)}
              </option>
            ))}
          </select>
        </label>
      )}
      <fieldset className="choices">
        <legend className="label">{t('supervisor.column.what')}</legend>
        {KINDS.map((each) => (
          <label key={each} className="line">
            <input type="radio" name="kind" checked={each === kind} onChange={() => setKind(each)} />
            <span>{t(`supervisor.party.${each}`)}</span>
          </label>
        ))}
      </fieldset>
      {kind === 'add_key' && (
        <>
          <TextField label={t('supervisor.party.key')} maxLength={128} value={keyId} onChange={setKeyId} />
          <TextField
            label={t('supervisor.propose.publicKey')}
            maxLength={43}
            value={publicKey}
            onChange={setPublicKey}
          />
          <When label={t('supervisor.party.from')} value={from} onChange={setFrom} />
          <When label={t('supervisor.party.until')} value={until} onChange={setUntil} shortcuts={[]} />
        </>
      )}
      {kind === 'revoke_key' && (
        <>
          <fieldset className="choices">
            <legend className="label">{t('supervisor.party.key')}</legend>
            {keys.map((key) => (
              <label key={key.keyId} className="line">
                <input type="radio" name="key" checked={key.keyId === keyId} onChange={() => setKeyId(key.keyId)} />
                <span>
                  <bdi className="quoted">{key.keyId}</bdi> · {t('supervisor.party.until')}{' '}
                  {formatInstant(key.notAfter, language)}
                </span>
              </label>
            ))}
          </fieldset>
          {isLastKey && (
            <TextField label={t('supervisor.propose.lastKey')} value={lastKeyReason} onChange={setLastKeyReason} />
          )}
        </>
      )}
      {kind === 'change_address' && (
        <>
          {party !== undefined && (
            <p className="label">
              {t('supervisor.propose.addressNow')} <bdi className="quoted">{party.baseUrl}</bdi>
            </p>
          )}
          <TextField label={t('supervisor.party.address')} maxLength={500} value={address} onChange={setAddress} />
        </>
      )}
    </ActDialog>
  );

  function changeOf(): PartyChangeBody['change'] | undefined {
    switch (kind) {
      case 'add_key': {
        const [notBefore, notAfter] = [instantOf(from), instantOf(until)];
        if (keyId === '' || !/^[\w-]{43}$/.test(publicKey) || notBefore === undefined || notAfter === undefined)
          return undefined;
        return { kind, keyId, publicJwk: { kty: 'OKP', crv: 'Ed25519', x: publicKey }, notBefore, notAfter };
      }
      case 'revoke_key':
        if (!keys.some((key) => key.keyId === keyId)) return undefined;
        return lastKeyReason.trim() === '' ? { kind, keyId } : { kind, keyId, lastKeyReason: lastKeyReason.trim() };
      case 'change_address':
        return /^https?:\/\/./.test(address.trim()) ? { kind, baseUrl: address.trim() } : undefined;
    }
  }
}
