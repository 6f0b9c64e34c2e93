// Loaded before a program: its event loop stands still as soon as it receives SIGUSR2.
process.once('SIGUSR2', () => {
  for (;;);
});
