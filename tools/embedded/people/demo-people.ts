import { PERSONAS, type Persona, type Role } from './personas.js';

/** The people of the demo sign-in as they are now; a restart forgets every change. */
export class DemoPeople {
  private readonly roles = new Map<string, readonly Role[]>();
  private readonly signedOut = new Set<string>();

  /** Returns somebody with the roles of now; undefined for a name that nobody has. */
  named(name: unknown): Persona | undefined {
    const persona = PERSONAS.find(({ sub }) => sub === name);
    return persona && { ...persona, roles: this.roles.get(persona.sub) ?? persona.roles };
  }

  /** Returns everybody. */
  all(): readonly Persona[] {
    return PERSONAS.map((persona) => this.named(persona.sub) ?? persona);
  }

  /** Returns whether somebody who signed in may go on without signing in again. */
  isSignedIn({ sub }: Persona): boolean {
    return !this.signedOut.has(sub);
  }

  /** Notes that somebody signs in. */
  signIn({ sub }: Persona): void {
    this.signedOut.delete(sub);
  }

  /** Notes that somebody signs out everywhere. */
  signOut({ sub }: Persona): void {
    this.signedOut.add(sub);
  }

  /** Gives somebody these roles and no others. Words that are no role are left out. */
  giveRoles({ sub }: Persona, given: readonly string[]): void {
    const all = new Set(PERSONAS.flatMap(({ roles }) => roles));
    this.roles.set(
      sub,
      [...all].filter((role) => given.includes(role)),
    );
  }
}
