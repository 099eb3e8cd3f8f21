"""Starts Orca and Firefox for each story of stories.txt, presses its keys, and
prints what Orca's log says was spoken after each."""
import os, re, shutil, subprocess, sys, time

url, lang, work, *wanted = sys.argv[1:]
here = os.path.dirname(os.path.realpath(__file__))
log = f'{work}/orca.log'
prefs = {
    'accessibility.force_disabled': -1,
    'intl.accept_languages': f'{lang}, en' if lang != 'en' else 'en',
    'browser.aboutwelcome.enabled': False,
    'browser.shell.checkDefaultBrowser': False,
    'browser.startup.homepage_override.mstone': 'ignore',
    'browser.startup.page': 0,
    'browser.newtab.preload': False,
    'browser.newtabpage.enabled': False,
    'browser.tabs.warnOnClose': False,
    'browser.translations.enable': False,
    'datareporting.policy.dataSubmissionEnabled': False,
    'datareporting.policy.dataSubmissionPolicyBypassNotification': True,
    'toolkit.telemetry.reportingpolicy.firstRun': False,
    'termsofuse.bypassNotification': True,
    'app.normandy.enabled': False,
    'app.update.auto': False,
    'browser.safebrowsing.update.enabled': False,
    'extensions.getAddons.cache.enabled': False,
    'network.captive-portal-service.enabled': False,
    'network.connectivity-service.enabled': False,
    'browser.sessionstore.resume_from_crash': False,
}

def stories():
    name, steps = None, []
    for line in open(f'{here}/stories.txt', encoding='utf-8'):
        line = line.split('#:')[0].rstrip()
        if line.startswith('== '):
            if name: yield name, steps
            name, steps = line[3:], []
        elif line.strip():
            steps.append(line)
    if name: yield name, steps

SAID = re.compile(r"^(\d\d:\d\d:\d\d\.\d+) - SPEECH OUTPUT: '(.*?)'(?: voice=\w+)? ?(?:\{[^\n]*\}|None)?$", re.S | re.M)

def spoken():
    """What the log says was spoken, and when."""
    if not os.path.exists(log): return []
    with open(log, encoding='utf-8', errors='replace') as file:
        return SAID.findall(file.read())

def until(true, most):
    begun = time.time()
    while not true() and time.time() - begun < most: time.sleep(.3)

def quiet(seconds):
    """Until nothing has been spoken for so long; on a busy machine Orca is slow."""
    count, since = -1, time.time()
    while time.time() - since < seconds:
        if (said := len(spoken())) != count: count, since = said, time.time()
        time.sleep(.25)

# Orca keeps its log back by blocks; line by line it can be waited for.
ORCA = '''
import builtins, runpy, sys
real = builtins.open
def lines(file, mode='r', buffering=-1, *more, **named):
    return real(file, mode, 1 if str(file).endswith('orca.log') else buffering, *more, **named)
builtins.open = lines
runpy.run_path('/usr/bin/orca', run_name='__main__')
'''

def now():
    return time.strftime('%H:%M:%S', time.localtime(t := time.time())) + f'{t % 1:.6f}'[1:]

def xdotool(*args):
    subprocess.run(['xdotool', *args], check=False, stdout=subprocess.DEVNULL)

def press(key):
    """`Orca+a`: Orca's own key is Insert, held while the other is pressed."""
    if key.startswith('Orca+'):
        xdotool('keydown', 'Insert'); time.sleep(.1)
        xdotool('key', '--delay', '60', *key[5:].split('+')); time.sleep(.1)
        xdotool('keyup', 'Insert')
    else:
        xdotool('key', '--clearmodifiers', key)

def tell(pressed):
    """Each key, and what was spoken before the next."""
    all_said = spoken()
    for (at, key), (until, _) in zip(pressed, pressed[1:] + [('99', '')]):
        if key is None: continue
        head = f'{key:<14}'
        lines = [text for when, text in all_said if at <= when < until]
        for line in lines or ['(nothing)']:
            print(head + ' / '.join(part.strip() for part in line.split('\n') if part.strip()), flush=True)
            head = ' ' * 14

def start(*command, **more):
    return subprocess.Popen(command, stdout=open(f'{work}/{os.path.basename(command[0])}.out', 'a'),
                            stderr=subprocess.STDOUT, **more)

def end(process):
    process.terminate()
    try: process.wait(10)
    except subprocess.TimeoutExpired: process.kill()

wm = start('openbox')
try:
    for name, steps in stories():
        if wanted and name.split(':')[0] not in wanted: continue
        print(f'\n=== {lang} · {name}', flush=True)
        profile = f'{work}/profile'
        shutil.rmtree(profile, ignore_errors=True); os.mkdir(profile)
        with open(f'{profile}/user.js', 'w') as file:
            for pref, value in prefs.items():
                value = repr(value) if not isinstance(value, bool) else str(value).lower()
                file.write(f'user_pref("{pref}", {value});\n'.replace("'", '"'))
        if os.path.exists(log): os.replace(log, f'{log}.before')
        orca = start('/usr/bin/python3', '-c', ORCA, f'--debug-file={log}')
        until(lambda: spoken(), 60)
        pressed = [(now(), '(opened)')]
        words = steps[0].split()
        address = url + '#' + '&'.join(words[1:] + ([f'lang={lang}'] if lang != 'fr' else []))
        # A browser of its own: not the one of somebody else on this machine.
        browser = start('firefox-esr', '--no-remote', '--profile', profile, '--width', '1280', '--height', '880', address.rstrip('#'))
        until(lambda: any('Confins' in said for _, said in spoken()), 90)
        quiet(4)
        for step in steps[1:]:
            word, _, rest = step.partition(' ')
            if word == 'wait':
                time.sleep(float(rest))
            else:
                # `key NAME [times] [seconds]`: a pause in which the answer is spoken.
                key, times, pause, *_ = rest.split() + ['1', '2.2'][len(rest.split()) - 1:]
                for _ in range(int(times)):
                    pressed.append((now(), key))
                    press(key)
                    time.sleep(float(pause))
                    quiet(1)
        pressed.append((now(), None))
        end(browser); end(orca); time.sleep(1)
        tell(pressed)
        shutil.copy(log, f'{work}/{lang}-{name.split(":")[0]}.log')
finally:
    end(wm)
