/** Reading a Terraform state that somebody names on the command line; nothing else is read by it. */
export interface StateFileReader {
  /** The whole text, up to a bound; rejects with PortError where it cannot be read. */
  read(path: string): Promise<string>;
}
