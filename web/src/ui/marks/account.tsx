/** An account without its first digits, `กสิกรไทย ••••0902`; a long name is cut, never the digits. */
export function Account({ name, accountMasked }: { name: string; accountMasked: string }) {
  return (
    <span className="account">
      <span className="cut">{name}</span>{' '}
      <span className="whole">
        <span className="quiet">••••</span>
        {lastFour(accountMasked)}
      </span>
    </span>
  );
}

/** Returns the digits of a masked account that are shown. */
export function lastFour(accountMasked: string): string {
  return accountMasked.replace(/^x+/, '');
}
