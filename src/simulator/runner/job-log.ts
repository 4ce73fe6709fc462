import type { Masks } from './masks.ts';
import { isCommandName, parseWorkflowCommand } from './workflow-command.ts';
import type { WorkflowCommand } from './workflow-command.ts';

export interface Annotation {
  readonly level: 'error' | 'notice' | 'warning';
  readonly message: string;
  readonly title?: string;
  readonly file?: string;
  readonly line?: number;
  readonly endLine?: number;
  readonly column?: number;
}

/** Of each level a step keeps this many; the rest is in the log alone. */
const annotationLimit = 10;
const messageLimit = 4096;

function numberOf(text: string | undefined): number | undefined {
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : undefined;
}

function annotation(level: Annotation['level'], { properties, data }: WorkflowCommand): Annotation {
  const { title, file } = properties;
  const [line, endLine, column] = ['line', 'endLine', 'col'].map((key) =>
    numberOf(properties[key]),
  );
  return {
    level,
    message: data.slice(0, messageLimit),
    ...(title !== undefined && { title }),
    ...(file !== undefined && { file }),
    ...(line !== undefined && { line }),
    ...(endLine !== undefined && { endLine }),
    ...(column !== undefined && { column }),
  };
}

/** A step's output on its way to the log, with the commands in it carried out. */
export class JobLog {
  readonly lines: string[] = [];
  readonly outputs: Record<string, string> = {};
  readonly state: Record<string, string> = {};
  readonly masks: Masks;
  readonly #annotations: Annotation[] = [];
  #resume: string | undefined;

  constructor(masks: Masks) {
    this.masks = masks;
  }

  get annotations(): Annotation[] {
    return this.#annotations.map((kept) => ({ ...kept, message: this.masks.hide(kept.message) }));
  }

  annotate(added: Annotation): void {
    const same = this.#annotations.filter(({ level }) => level === added.level);
    if (same.length < annotationLimit) this.#annotations.push(added);
    this.write(`##[${added.level}]${added.message}`);
  }

  write(line: string): void {
    this.lines.push(this.masks.hide(line));
  }

  read(line: string): void {
    const command = parseWorkflowCommand(line, this.#resume);
    if (this.#resume !== undefined) {
      if (command?.name === this.#resume.toLowerCase()) this.#resume = undefined;
      else this.write(line);
    } else if (command === undefined) this.write(line);
    else this.#run(command, line);
  }

  #run(command: WorkflowCommand, line: string): void {
    const { name, data, properties } = command;
    switch (name) {
      case 'error':
      case 'notice':
      case 'warning':
        this.annotate(annotation(name, command));
        break;
      case 'add-mask':
        this.masks.add(data);
        break;
      case 'stop-commands':
        // A token that is a command itself could never be told from it.
        if (data === '' || isCommandName(data))
          this.annotate({ level: 'error', message: `Invalid stop token: ${data}` });
        else this.#resume = data;
        break;
      case 'set-output':
        this.outputs[properties['name'] ?? ''] = data;
        break;
      case 'save-state':
        this.state[properties['name'] ?? ''] = data;
        break;
      case 'set-env':
      case 'add-path':
        this.annotate({
          level: 'error',
          message: `The \`${name}\` command is disabled. Please upgrade to using Environment Files.`,
        });
        break;
      case 'group':
        this.write(`##[group]${data}`);
        break;
      case 'endgroup':
        this.write('##[endgroup]');
        break;
      case 'debug':
        this.write(`##[debug]${data}`);
        break;
      default:
        this.write(line);
    }
  }
}
