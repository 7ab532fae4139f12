<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>AimedPlayer</name>
    <message>
        <source>The system&apos;s player cannot decode this file.</source>
        <translation>The system&apos;s player cannot decode this file.</translation>
    </message>
    <message>
        <source>The system&apos;s player shows no picture of this file.</source>
        <translation>The system&apos;s player shows no picture of this file.</translation>
    </message>
</context>
<context>
    <name>CheatSheet</name>
    <message>
        <source>Give the event a label</source>
        <translation>Give the event a label</translation>
    </message>
    <message>
        <source>Keyboard</source>
        <translation>Keyboard</translation>
    </message>
</context>
<context>
    <name>ClocksDialog</name>
    <message>
        <source>Clock at its first frame</source>
        <translation>Clock at its first frame</translation>
    </message>
    <message>
        <source>Clock at the first frame of {0}</source>
        <translation>Clock at the first frame of {0}</translation>
    </message>
    <message>
        <source>Clock at the playhead</source>
        <translation>Clock at the playhead</translation>
    </message>
    <message>
        <source>Clock at the playhead ({0})</source>
        <translation>Clock at the playhead ({0})</translation>
    </message>
    <message>
        <source>Correct</source>
        <translation>Correct</translation>
    </message>
    <message>
        <source>Empty: the clock that was read off the picture, else the half&apos;s kick-off</source>
        <translation>Empty: the clock that was read off the picture, else the half&apos;s kick-off</translation>
    </message>
    <message>
        <source>Extra time, first</source>
        <translation>Extra time, first</translation>
    </message>
    <message>
        <source>Extra time, second</source>
        <translation>Extra time, second</translation>
    </message>
    <message>
        <source>File</source>
        <translation>File</translation>
    </message>
    <message>
        <source>First half</source>
        <translation>First half</translation>
    </message>
    <message>
        <source>Half</source>
        <translation>Half</translation>
    </message>
    <message>
        <source>Half at the playhead</source>
        <translation>Half at the playhead</translation>
    </message>
    <message>
        <source>Half of {0}</source>
        <translation>Half of {0}</translation>
    </message>
    <message>
        <source>Halves and match clock</source>
        <translation>Halves and match clock</translation>
    </message>
    <message>
        <source>Kick-off is at the playhead ({0})</source>
        <translation>Kick-off is at the playhead ({0})</translation>
    </message>
    <message>
        <source>Moves this stretch of play to that clock; a later analysis leaves it so</source>
        <translation>Moves this stretch of play to that clock; a later analysis leaves it so</translation>
    </message>
    <message>
        <source>Second half</source>
        <translation>Second half</translation>
    </message>
    <message>
        <source>Takes the frame that is shown as the first moment of its half</source>
        <translation>Takes the frame that is shown as the first moment of its half</translation>
    </message>
    <message>
        <source>Whole match or part</source>
        <translation>Whole match or part</translation>
    </message>
    <message>
        <source>as on screen</source>
        <translation>as on screen</translation>
    </message>
    <message>
        <source>kick-off</source>
        <translation>kick-off</translation>
    </message>
</context>
<context>
    <name>EmptyPage</name>
    <message>
        <source>Drop a match here</source>
        <translation>Drop a match here</translation>
    </message>
    <message>
        <source>Goals, cards and substitutions are found for you to review and cut.</source>
        <translation>Goals, cards and substitutions are found for you to review and cut.</translation>
    </message>
    <message>
        <source>Open a match...</source>
        <translation>Open a match...</translation>
    </message>
    <message>
        <source>Recent</source>
        <translation>Recent</translation>
    </message>
    <message>
        <source>Try the sample match</source>
        <translation>Try the sample match</translation>
    </message>
    <message>
        <source>not there any more</source>
        <translation>not there any more</translation>
    </message>
</context>
<context>
    <name>EventsModel</name>
    <message>
        <source>Added by hand</source>
        <translation>Added by hand</translation>
    </message>
    <message>
        <source>Clock</source>
        <translation>Clock</translation>
    </message>
    <message>
        <source>Conf.</source>
        <translation>Conf.</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>Label</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Note</translation>
    </message>
    <message>
        <source>Reel</source>
        <translation>Reel</translation>
    </message>
    <message>
        <source>Spotted as {label} at {time} s with confidence {confidence} by {model}</source>
        <translation>Spotted as {label} at {time} s with confidence {confidence} by {model}</translation>
    </message>
    <message>
        <source>State</source>
        <translation>State</translation>
    </message>
    <message>
        <source>accepted</source>
        <translation>accepted</translation>
    </message>
    <message>
        <source>another program</source>
        <translation>another program</translation>
    </message>
    <message>
        <source>auto</source>
        <translation>auto</translation>
    </message>
    <message>
        <source>edited</source>
        <translation>edited</translation>
    </message>
    <message>
        <source>manual</source>
        <translation>manual</translation>
    </message>
    <message>
        <source>rejected</source>
        <translation>rejected</translation>
    </message>
</context>
<context>
    <name>EventsPanel</name>
    <message>
        <source>All labels</source>
        <translation>All labels</translation>
    </message>
    <message>
        <source>All states</source>
        <translation>All states</translation>
    </message>
    <message>
        <source>Decided</source>
        <translation>Decided</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>Events</translation>
    </message>
    <message>
        <source>Filter by label</source>
        <translation>Filter by label</translation>
    </message>
    <message>
        <source>Filter by state</source>
        <translation>Filter by state</translation>
    </message>
    <message>
        <source>Kept</source>
        <translation>Kept</translation>
    </message>
    <message>
        <source>Rejected</source>
        <translation>Rejected</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Search</translation>
    </message>
    <message>
        <source>Search label and note</source>
        <translation>Search label and note</translation>
    </message>
    <message>
        <source>Undecided</source>
        <translation>Undecided</translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <translation>{0} of {1}</translation>
    </message>
</context>
<context>
    <name>ExportDialog</name>
    <message>
        <source> s</source>
        <translation> s</translation>
    </message>
    <message>
        <source>&amp;Cross-fade</source>
        <translation>&amp;Cross-fade</translation>
    </message>
    <message>
        <source>&amp;Encoder</source>
        <translation>&amp;Encoder</translation>
    </message>
    <message>
        <source>&amp;Frame rate</source>
        <translation>&amp;Frame rate</translation>
    </message>
    <message>
        <source>&amp;Label and match clock in each clip</source>
        <translation>&amp;Label and match clock in each clip</translation>
    </message>
    <message>
        <source>&amp;Make</source>
        <translation>&amp;Make</translation>
    </message>
    <message>
        <source>&amp;Quality</source>
        <translation>&amp;Quality</translation>
    </message>
    <message>
        <source>&amp;Size</source>
        <translation>&amp;Size</translation>
    </message>
    <message>
        <source>&amp;Title card</source>
        <translation>&amp;Title card</translation>
    </message>
    <message>
        <source>As the match</source>
        <translation>As the match</translation>
    </message>
    <message>
        <source>C&amp;ut</source>
        <translation>C&amp;ut</translation>
    </message>
    <message>
        <source>Choose a place...</source>
        <translation>Choose a place...</translation>
    </message>
    <message>
        <source>Convert to SDR</source>
        <translation>Convert to SDR</translation>
    </message>
    <message>
        <source>No cross-fade</source>
        <translation>No cross-fade</translation>
    </message>
    <message>
        <source>No title card</source>
        <translation>No title card</translation>
    </message>
    <message>
        <source>Every clip as an MP4</source>
        <translation>Every clip as an MP4</translation>
    </message>
    <message>
        <source>Exact: every frame encoded</source>
        <translation>Exact: every frame encoded</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Export</translation>
    </message>
    <message>
        <source>Frames of a lossless export</source>
        <translation>Frames of a lossless export</translation>
    </message>
    <message>
        <source>H&amp;DR</source>
        <translation>H&amp;DR</translation>
    </message>
    <message>
        <source>Hardware where it works</source>
        <translation>Hardware where it works</translation>
    </message>
    <message>
        <source>High</source>
        <translation>High</translation>
    </message>
    <message>
        <source>Keep, in 10 bits</source>
        <translation>Keep, in 10 bits</translation>
    </message>
    <message>
        <source>Lossless: frames copied, clips start at key frames</source>
        <translation>Lossless: frames copied, clips start at key frames</translation>
    </message>
    <message>
        <source>Small</source>
        <translation>Small</translation>
    </message>
    <message>
        <source>Smart: only the edges encoded</source>
        <translation>Smart: only the edges encoded</translation>
    </message>
    <message>
        <source>Software</source>
        <translation>Software</translation>
    </message>
    <message>
        <source>Standard</source>
        <translation>Standard</translation>
    </message>
    <message>
        <source>The reel as one MP4</source>
        <translation>The reel as one MP4</translation>
    </message>
</context>
<context>
    <name>FiguresModel</name>
    <message>
        <source>AP</source>
        <translation>AP</translation>
    </message>
    <message>
        <source>All labels</source>
        <translation>All labels</translation>
    </message>
    <message>
        <source>Average precision over tolerances of 5 to 60 s, whatever the thresholds</source>
        <translation>Average precision over tolerances of 5 to 60 s, whatever the thresholds</translation>
    </message>
    <message>
        <source>Events that are not in the truth</source>
        <translation>Events that are not in the truth</translation>
    </message>
    <message>
        <source>False</source>
        <translation>False</translation>
    </message>
    <message>
        <source>Found</source>
        <translation>Found</translation>
    </message>
    <message>
        <source>How many of them are among the events at the thresholds in force</source>
        <translation>How many of them are among the events at the thresholds in force</translation>
    </message>
    <message>
        <source>How many there are in truth</source>
        <translation>How many there are in truth</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>Label</translation>
    </message>
    <message>
        <source>Prec.</source>
        <translation>Prec.</translation>
    </message>
    <message>
        <source>Precision: the share of the events that are true</source>
        <translation>Precision: the share of the events that are true</translation>
    </message>
    <message>
        <source>Recall</source>
        <translation>Recall</translation>
    </message>
    <message>
        <source>Recall: the share of the truth that is found</source>
        <translation>Recall: the share of the truth that is found</translation>
    </message>
    <message>
        <source>Truth</source>
        <translation>Truth</translation>
    </message>
</context>
<context>
    <name>FindingsModel</name>
    <message>
        <source>An event that is not in the truth</source>
        <translation>An event that is not in the truth</translation>
    </message>
    <message>
        <source>Clock</source>
        <translation>Clock</translation>
    </message>
    <message>
        <source>Conf.</source>
        <translation>Conf.</translation>
    </message>
    <message>
        <source>In the truth; a threshold of {0} would find it</source>
        <translation>In the truth; a threshold of {0} would find it</translation>
    </message>
    <message>
        <source>In the truth; nothing was proposed near it</source>
        <translation>In the truth; nothing was proposed near it</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>Label</translation>
    </message>
    <message>
        <source>false</source>
        <translation>false</translation>
    </message>
    <message>
        <source>missed</source>
        <translation>missed</translation>
    </message>
</context>
<context>
    <name>JobRow</name>
    <message>
        <source>Cancel</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>Cancel {0}</source>
        <translation>Cancel {0}</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>Cancelled</translation>
    </message>
    <message>
        <source>Stopping...</source>
        <translation>Stopping...</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Try again</translation>
    </message>
    <message>
        <source>Try again: {0}</source>
        <translation>Try again: {0}</translation>
    </message>
    <message>
        <source>{0} left</source>
        <translation>{0} left</translation>
    </message>
</context>
<context>
    <name>KeysPage</name>
    <message>
        <source>Command</source>
        <translation>Command</translation>
    </message>
    <message>
        <source>Commands and their keys</source>
        <translation>Commands and their keys</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Keys</translation>
    </message>
    <message>
        <source>New keys</source>
        <translation>New keys</translation>
    </message>
    <message>
        <source>New keys:</source>
        <translation>New keys:</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>Reset</translation>
    </message>
    <message>
        <source>Reset all</source>
        <translation>Reset all</translation>
    </message>
    <message>
        <source>Search commands and keys</source>
        <translation>Search commands and keys</translation>
    </message>
    <message>
        <source>Set</source>
        <translation>Set</translation>
    </message>
    <message>
        <source>Set anyway</source>
        <translation>Set anyway</translation>
    </message>
    <message>
        <source>{0} belongs to “{1}”, which would lose it.</source>
        <translation>{0} belongs to “{1}”, which would lose it.</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source> and </source>
        <translation> and </translation>
    </message>
    <message>
        <source>&amp;Redo {0}</source>
        <translation>&amp;Redo {0}</translation>
    </message>
    <message>
        <source>&amp;Undo {0}</source>
        <translation>&amp;Undo {0}</translation>
    </message>
    <message>
        <source>: {0} frames checked, first and last of each clip and the sound as planned</source>
        <translation>: {0} frames checked, first and last of each clip and the sound as planned</translation>
    </message>
    <message>
        <source>About the model</source>
        <translation>About the model</translation>
    </message>
    <message>
        <source>Add events by hand while watching (M), or choose a model that knows such footage.</source>
        <translation>Add events by hand while watching (M), or choose a model that knows such footage.</translation>
    </message>
    <message>
        <source>Apple GPU</source>
        <translation>Apple GPU</translation>
    </message>
    <message>
        <source>CPU</source>
        <translation>CPU</translation>
    </message>
    <message>
        <source>Choose a model...</source>
        <translation>Choose a model...</translation>
    </message>
    <message>
        <source>Device: automatic</source>
        <translation>Device: automatic</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>Events</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Export</translation>
    </message>
    <message>
        <source>Export the clips to</source>
        <translation>Export the clips to</translation>
    </message>
    <message>
        <source>Exported {0}</source>
        <translation>Exported {0}</translation>
    </message>
    <message>
        <source>For broadcasts, use a checkpoint of your own (File, Choose a model), or train one as docs/training.md says.</source>
        <translation>For broadcasts, use a checkpoint of your own (File, Choose a model), or train one as docs/training.md says.</translation>
    </message>
    <message>
        <source>Go to the moments</source>
        <translation>Go to the moments</translation>
    </message>
    <message>
        <source>Go to time</source>
        <translation>Go to time</translation>
    </message>
    <message>
        <source>Locate...</source>
        <translation>Locate...</translation>
    </message>
    <message>
        <source>Moments</source>
        <translation>Moments</translation>
    </message>
    <message>
        <source>Moments are listed when the analysis is done.</source>
        <translation>Moments are listed when the analysis is done.</translation>
    </message>
    <message>
        <source>NVIDIA GPU</source>
        <translation>NVIDIA GPU</translation>
    </message>
    <message>
        <source>No event reaches its threshold. Lowering {0} to {1} would show the first one.</source>
        <translation>No event reaches its threshold. Lowering {0} to {1} would show the first one.</translation>
    </message>
    <message>
        <source>No match was analysed yet.</source>
        <translation>No match was analysed yet.</translation>
    </message>
    <message>
        <source>No match was opened yet</source>
        <translation>No match was opened yet</translation>
    </message>
    <message>
        <source>Nothing was found that stands out.</source>
        <translation>Nothing was found that stands out.</translation>
    </message>
    <message>
        <source>Only the model&apos;s events were looked for. Have the score bug and the sound looked for, too (Settings, Also look for), then analyse again.</source>
        <translation>Only the model&apos;s events were looked for. Have the score bug and the sound looked for, too (Settings, Also look for), then analyse again.</translation>
    </message>
    <message>
        <source>Open the match first, then its predictions or truth.</source>
        <translation>Open the match first, then its predictions or truth.</translation>
    </message>
    <message>
        <source>Predictions from a file bring no moments; an analysis of the match itself does.</source>
        <translation>Predictions from a file bring no moments; an analysis of the match itself does.</translation>
    </message>
    <message>
        <source>Projects</source>
        <translation>Projects</translation>
    </message>
    <message>
        <source>Quality</source>
        <translation>Quality</translation>
    </message>
    <message>
        <source>Reel</source>
        <translation>Reel</translation>
    </message>
    <message>
        <source>Rendering the sample match</source>
        <translation>Rendering the sample match</translation>
    </message>
    <message>
        <source>Report copied.</source>
        <translation>Report copied.</translation>
    </message>
    <message>
        <source>Save the project as</source>
        <translation>Save the project as</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>Saved</translation>
    </message>
    <message>
        <source>Saving...</source>
        <translation>Saving...</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>Show in folder</translation>
    </message>
    <message>
        <source>Show it</source>
        <translation>Show it</translation>
    </message>
    <message>
        <source>The match was not analysed yet.</source>
        <translation>The match was not analysed yet.</translation>
    </message>
    <message>
        <source>The model saw nothing that could be an event.</source>
        <translation>The model saw nothing that could be an event.</translation>
    </message>
    <message>
        <source>The model that comes with the application</source>
        <translation>The model that comes with the application</translation>
    </message>
    <message>
        <source>The program made a mistake: {0}</source>
        <translation>The program made a mistake: {0}</translation>
    </message>
    <message>
        <source>This footage looks unlike what the model learned from, so its events start hidden. Moments says why the broadcast itself told nothing.</source>
        <translation>This footage looks unlike what the model learned from, so its events start hidden. Moments says why the broadcast itself told nothing.</translation>
    </message>
    <message>
        <source>This footage looks unlike what the model learned from: its events start hidden, and what the broadcast itself says leads. Moments lists it, the most promising first.</source>
        <translation>This footage looks unlike what the model learned from: its events start hidden, and what the broadcast itself says leads. Moments lists it, the most promising first.</translation>
    </message>
    <message>
        <source>Time:</source>
        <translation>Time:</translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation>Timeline</translation>
    </message>
    <message>
        <source>What this model was trained on, and how to use another one</source>
        <translation>What this model was trained on, and how to use another one</translation>
    </message>
    <message>
        <source>Where matches are analysed; the settings change it</source>
        <translation>Where matches are analysed; the settings change it</translation>
    </message>
    <message>
        <source>{0} Still frames are shown instead; analysis and export work as usual.</source>
        <translation>{0} Still frames are shown instead; analysis and export work as usual.</translation>
    </message>
    <message>
        <source>{0} events of labels unknown here ({1})</source>
        <translation>{0} events of labels unknown here ({1})</translation>
    </message>
    <message>
        <source>{0} events outside the match&apos;s files</source>
        <translation>{0} events outside the match&apos;s files</translation>
    </message>
    <message>
        <source>{0} files in {1}</source>
        <translation>{0} files in {1}</translation>
    </message>
    <message>
        <source>{0} is not where it was. Events can be reviewed; to play and export, locate the file.</source>
        <translation>{0} is not where it was. Events can be reviewed; to play and export, locate the file.</translation>
    </message>
    <message>
        <source>{0}: left out {1}.</source>
        <translation>{0}: left out {1}.</translation>
    </message>
</context>
<context>
    <name>MomentsModel</name>
    <message>
        <source>+{0} dB</source>
        <translation>+{0} dB</translation>
    </message>
    <message>
        <source>Added as {0}</source>
        <translation>Added as {0}</translation>
    </message>
    <message>
        <source>An automatic event, {0}; nobody decided on it yet</source>
        <translation>An automatic event, {0}; nobody decided on it yet</translation>
    </message>
    <message>
        <source>Clock</source>
        <translation>Clock</translation>
    </message>
    <message>
        <source>Found by: {0}</source>
        <translation>Found by: {0}</translation>
    </message>
    <message>
        <source>How promising it is, from 0 to 1</source>
        <translation>How promising it is, from 0 to 1</translation>
    </message>
    <message>
        <source>No event yet</source>
        <translation>No event yet</translation>
    </message>
    <message>
        <source>Rank: the most promising moment is 1</source>
        <translation>Rank: the most promising moment is 1</translation>
    </message>
    <message>
        <source>Rejected as {0}</source>
        <translation>Rejected as {0}</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>Score</translation>
    </message>
    <message>
        <source>What</source>
        <translation>What</translation>
    </message>
    <message>
        <source>What has become of it</source>
        <translation>What has become of it</translation>
    </message>
    <message>
        <source>What was noticed, and what noticed it</source>
        <translation>What was noticed, and what noticed it</translation>
    </message>
    <message>
        <source>Why it is here</source>
        <translation>Why it is here</translation>
    </message>
    <message>
        <source>loud</source>
        <translation>loud</translation>
    </message>
    <message>
        <source>replay</source>
        <translation>replay</translation>
    </message>
    <message>
        <source>replay {0} s</source>
        <translation>replay {0} s</translation>
    </message>
    <message>
        <source>score bug</source>
        <translation>score bug</translation>
    </message>
    <message>
        <source>sound</source>
        <translation>sound</translation>
    </message>
    <message>
        <source>the model</source>
        <translation>the model</translation>
    </message>
    <message>
        <source>{0} at {1}</source>
        <translation>{0} at {1}</translation>
    </message>
    <message>
        <source>{0} to {1}</source>
        <translation>{0} to {1}</translation>
    </message>
</context>
<context>
    <name>MomentsPanel</name>
    <message>
        <source>, {0} added</source>
        <translation>, {0} added</translation>
    </message>
    <message>
        <source>1 moment</source>
        <translation>1 moment</translation>
    </message>
    <message>
        <source>Accept {0}</source>
        <translation>Accept {0}</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Add</translation>
    </message>
    <message>
        <source>Add as...</source>
        <translation>Add as...</translation>
    </message>
    <message>
        <source>Add {0}</source>
        <translation>Add {0}</translation>
    </message>
    <message>
        <source>Added</source>
        <translation>Added</translation>
    </message>
    <message>
        <source>Make an event of the moment and go to the next one (Enter)</source>
        <translation>Make an event of the moment and go to the next one (Enter)</translation>
    </message>
    <message>
        <source>Make an event with another label (1 to 9)</source>
        <translation>Make an event with another label (1 to 9)</translation>
    </message>
    <message>
        <source>Moments</source>
        <translation>Moments</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>Play</translation>
    </message>
    <message>
        <source>Play what the moment shows (/)</source>
        <translation>Play what the moment shows (/)</translation>
    </message>
    <message>
        <source>{0} moments</source>
        <translation>{0} moments</translation>
    </message>
</context>
<context>
    <name>NoticeBar</name>
    <message>
        <source>Hide this</source>
        <translation>Hide this</translation>
    </message>
    <message>
        <source>Hide this notice</source>
        <translation>Hide this notice</translation>
    </message>
</context>
<context>
    <name>Overview</name>
    <message>
        <source>1st half</source>
        <translation>1st half</translation>
    </message>
    <message>
        <source>2nd half</source>
        <translation>2nd half</translation>
    </message>
    <message>
        <source>Extra time 1</source>
        <translation>Extra time 1</translation>
    </message>
    <message>
        <source>Extra time 2</source>
        <translation>Extra time 2</translation>
    </message>
    <message>
        <source>Overview of the match</source>
        <translation>Overview of the match</translation>
    </message>
    <message>
        <source>The whole match; drag the frame to look elsewhere</source>
        <translation>The whole match; drag the frame to look elsewhere</translation>
    </message>
</context>
<context>
    <name>PaddingDialog</name>
    <message>
        <source>Label</source>
        <translation>Label</translation>
    </message>
    <message>
        <source>Padding by label</source>
        <translation>Padding by label</translation>
    </message>
    <message>
        <source>Seconds after</source>
        <translation>Seconds after</translation>
    </message>
    <message>
        <source>Seconds before</source>
        <translation>Seconds before</translation>
    </message>
    <message>
        <source>Seconds {0} {1}</source>
        <translation>Seconds {0} {1}</translation>
    </message>
    <message>
        <source>after</source>
        <translation>after</translation>
    </message>
    <message>
        <source>before</source>
        <translation>before</translation>
    </message>
</context>
<context>
    <name>Player</name>
    <message>
        <source>Time</source>
        <translation>Time</translation>
    </message>
    <message>
        <source>Time of the frame; click for another notation</source>
        <translation>Time of the frame; click for another notation</translation>
    </message>
    <message>
        <source>Volume</source>
        <translation>Volume</translation>
    </message>
</context>
<context>
    <name>QShortcut</name>
    <message>
        <source>Home</source>
        <translation>Home</translation>
    </message>
</context>
<context>
    <name>QualityPanel</name>
    <message>
        <source>Average-mAP {0} % loose, {1} % tight</source>
        <translation>Average-mAP {0} % loose, {1} % tight</translation>
    </message>
    <message>
        <source>Average-mAP: when the analysis is done</source>
        <translation>Average-mAP: when the analysis is done</translation>
    </message>
    <message>
        <source>False</source>
        <translation>False</translation>
    </message>
    <message>
        <source>Figures by label</source>
        <translation>Figures by label</translation>
    </message>
    <message>
        <source>How far from the truth an event may be to count as found</source>
        <translation>How far from the truth an event may be to count as found</translation>
    </message>
    <message>
        <source>Missed</source>
        <translation>Missed</translation>
    </message>
    <message>
        <source>Missed and false</source>
        <translation>Missed and false</translation>
    </message>
    <message>
        <source>Missed and false events</source>
        <translation>Missed and false events</translation>
    </message>
    <message>
        <source>Open the truth of this match to see what was found, missed and invented.</source>
        <translation>Open the truth of this match to see what was found, missed and invented.</translation>
    </message>
    <message>
        <source>SoccerNet&apos;s official figure over every proposal: tolerances of 5 to 60 s (loose), 1 to 5 s (tight)</source>
        <translation>SoccerNet&apos;s official figure over every proposal: tolerances of 5 to 60 s (loose), 1 to 5 s (tight)</translation>
    </message>
    <message>
        <source>Tolerance</source>
        <translation>Tolerance</translation>
    </message>
    <message>
        <source>What to list</source>
        <translation>What to list</translation>
    </message>
    <message>
        <source>within ±{0} s</source>
        <translation>within ±{0} s</translation>
    </message>
    <message>
        <source>{0} events in {1}</source>
        <translation>{0} events in {1}</translation>
    </message>
</context>
<context>
    <name>ReelModel</name>
    <message>
        <source>Clip</source>
        <translation>Clip</translation>
    </message>
    <message>
        <source>In</source>
        <translation>In</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>Length</translation>
    </message>
    <message>
        <source>Out</source>
        <translation>Out</translation>
    </message>
</context>
<context>
    <name>ReelPanel</name>
    <message>
        <source> of {0}</source>
        <translation> of {0}</translation>
    </message>
    <message>
        <source> s</source>
        <translation> s</translation>
    </message>
    <message>
        <source>1 clip · {1}{2}</source>
        <translation>1 clip · {1}{2}</translation>
    </message>
    <message>
        <source>Best first</source>
        <translation>Best first</translation>
    </message>
    <message>
        <source>By time</source>
        <translation>By time</translation>
    </message>
    <message>
        <source>Clips of the reel</source>
        <translation>Clips of the reel</translation>
    </message>
    <message>
        <source>Contents</source>
        <translation>Contents</translation>
    </message>
    <message>
        <source>Goals, penalties and red cards</source>
        <translation>Goals, penalties and red cards</translation>
    </message>
    <message>
        <source>Longest reel</source>
        <translation>Longest reel</translation>
    </message>
    <message>
        <source>Longest reel in seconds: the least confident events are left out. 0 is any length.</source>
        <translation>Longest reel in seconds: the least confident events are left out. 0 is any length.</translation>
    </message>
    <message>
        <source>Merge overlapping clips</source>
        <translation>Merge overlapping clips</translation>
    </message>
    <message>
        <source>Order of the clips</source>
        <translation>Order of the clips</translation>
    </message>
    <message>
        <source>Order of the reel</source>
        <translation>Order of the reel</translation>
    </message>
    <message>
        <source>Padding by label...</source>
        <translation>Padding by label...</translation>
    </message>
    <message>
        <source>Which labels go into the reel, and how they are cut</source>
        <translation>Which labels go into the reel, and how they are cut</translation>
    </message>
    <message>
        <source>any length</source>
        <translation>any length</translation>
    </message>
    <message>
        <source>{0} clips · {1}{2}</source>
        <translation>{0} clips · {1}{2}</translation>
    </message>
</context>
<context>
    <name>RowHeader</name>
    <message>
        <source>Hide {0}</source>
        <translation>Hide {0}</translation>
    </message>
    <message>
        <source>Least confidence of {0}; drag its line, type, or turn the wheel</source>
        <translation>Least confidence of {0}; drag its line, type, or turn the wheel</translation>
    </message>
    <message>
        <source>Show only {0}</source>
        <translation>Show only {0}</translation>
    </message>
    <message>
        <source>Threshold of {0}</source>
        <translation>Threshold of {0}</translation>
    </message>
</context>
<context>
    <name>SettingsDialog</name>
    <message>
        <source>General</source>
        <translation>General</translation>
    </message>
    <message>
        <source>Keyboard</source>
        <translation>Keyboard</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Settings</translation>
    </message>
</context>
<context>
    <name>Stage</name>
    <message>
        <source>Video</source>
        <translation>Video</translation>
    </message>
</context>
<context>
    <name>Timeline</name>
    <message>
        <source>Choose which rows are open</source>
        <translation>Choose which rows are open</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>Rows</translation>
    </message>
    <message>
        <source>clips</source>
        <translation>clips</translation>
    </message>
    <message>
        <source>sound</source>
        <translation>sound</translation>
    </message>
    <message>
        <source>{0} more rows</source>
        <translation>{0} more rows</translation>
    </message>
</context>
<context>
    <name>Work</name>
    <message>
        <source>Analysing {0}</source>
        <translation>Analysing {0}</translation>
    </message>
    <message>
        <source>Exporting {0}</source>
        <translation>Exporting {0}</translation>
    </message>
    <message>
        <source>Exporting {0} clips</source>
        <translation>Exporting {0} clips</translation>
    </message>
    <message>
        <source>Opening {0}</source>
        <translation>Opening {0}</translation>
    </message>
    <message>
        <source>Reading the analysis</source>
        <translation>Reading the analysis</translation>
    </message>
    <message>
        <source>Reading {0}</source>
        <translation>Reading {0}</translation>
    </message>
</context>
<context>
    <name>actions</name>
    <message>
        <source>&amp;Accept and go on</source>
        <translation>&amp;Accept and go on</translation>
    </message>
    <message>
        <source>&amp;Back to automatic</source>
        <translation>&amp;Back to automatic</translation>
    </message>
    <message>
        <source>&amp;Close the match</source>
        <translation>&amp;Close the match</translation>
    </message>
    <message>
        <source>&amp;Copy a report</source>
        <translation>&amp;Copy a report</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>&amp;Edit</translation>
    </message>
    <message>
        <source>&amp;Export the reel...</source>
        <translation>&amp;Export the reel...</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>&amp;File</translation>
    </message>
    <message>
        <source>&amp;Find events...</source>
        <translation>&amp;Find events...</translation>
    </message>
    <message>
        <source>&amp;Full screen</source>
        <translation>&amp;Full screen</translation>
    </message>
    <message>
        <source>&amp;Go to time...</source>
        <translation>&amp;Go to time...</translation>
    </message>
    <message>
        <source>&amp;Halves and match clock...</source>
        <translation>&amp;Halves and match clock...</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Help</translation>
    </message>
    <message>
        <source>&amp;Keyboard</source>
        <translation>&amp;Keyboard</translation>
    </message>
    <message>
        <source>&amp;Locate the match file...</source>
        <translation>&amp;Locate the match file...</translation>
    </message>
    <message>
        <source>&amp;Loop the clip</source>
        <translation>&amp;Loop the clip</translation>
    </message>
    <message>
        <source>&amp;Moments</source>
        <translation>&amp;Moments</translation>
    </message>
    <message>
        <source>&amp;Mute</source>
        <translation>&amp;Mute</translation>
    </message>
    <message>
        <source>&amp;Next event</source>
        <translation>&amp;Next event</translation>
    </message>
    <message>
        <source>&amp;Open...</source>
        <translation>&amp;Open...</translation>
    </message>
    <message>
        <source>&amp;Play</source>
        <translation>&amp;Play</translation>
    </message>
    <message>
        <source>&amp;Play or pause</source>
        <translation>&amp;Play or pause</translation>
    </message>
    <message>
        <source>&amp;Preview the reel</source>
        <translation>&amp;Preview the reel</translation>
    </message>
    <message>
        <source>&amp;Previous event</source>
        <translation>&amp;Previous event</translation>
    </message>
    <message>
        <source>&amp;Quality</source>
        <translation>&amp;Quality</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Quit</translation>
    </message>
    <message>
        <source>&amp;Raw votes</source>
        <translation>&amp;Raw votes</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>&amp;Redo</translation>
    </message>
    <message>
        <source>&amp;Reel</source>
        <translation>&amp;Reel</translation>
    </message>
    <message>
        <source>&amp;Reject and go on</source>
        <translation>&amp;Reject and go on</translation>
    </message>
    <message>
        <source>&amp;Reset the clip</source>
        <translation>&amp;Reset the clip</translation>
    </message>
    <message>
        <source>&amp;Save now</source>
        <translation>&amp;Save now</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Undo</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;View</translation>
    </message>
    <message>
        <source>&amp;Zoom to the event</source>
        <translation>&amp;Zoom to the event</translation>
    </message>
    <message>
        <source>A&amp;dd an event here</source>
        <translation>A&amp;dd an event here</translation>
    </message>
    <message>
        <source>A&amp;dd the next half or file...</source>
        <translation>A&amp;dd the next half or file...</translation>
    </message>
    <message>
        <source>A&amp;nalyse</source>
        <translation>A&amp;nalyse</translation>
    </message>
    <message>
        <source>About the &amp;model</source>
        <translation>About the &amp;model</translation>
    </message>
    <message>
        <source>Accept and go to the next undecided event</source>
        <translation>Accept and go to the next undecided event</translation>
    </message>
    <message>
        <source>Add a further file of the same match</source>
        <translation>Add a further file of the same match</translation>
    </message>
    <message>
        <source>Add an event at the playhead</source>
        <translation>Add an event at the playhead</translation>
    </message>
    <message>
        <source>Analyse a&amp;gain</source>
        <translation>Analyse a&amp;gain</translation>
    </message>
    <message>
        <source>Analyse with another checkpoint</source>
        <translation>Analyse with another checkpoint</translation>
    </message>
    <message>
        <source>Change how the application behaves</source>
        <translation>Change how the application behaves</translation>
    </message>
    <message>
        <source>Clip &amp;in here</source>
        <translation>Clip &amp;in here</translation>
    </message>
    <message>
        <source>Clip &amp;out here</source>
        <translation>Clip &amp;out here</translation>
    </message>
    <message>
        <source>Clock, SMPTE, seconds or frame</source>
        <translation>Clock, SMPTE, seconds or frame</translation>
    </message>
    <message>
        <source>Close the match; its project is saved</source>
        <translation>Close the match; its project is saved</translation>
    </message>
    <message>
        <source>Copy versions and recent messages for a bug report</source>
        <translation>Copy versions and recent messages for a bug report</translation>
    </message>
    <message>
        <source>Do it again</source>
        <translation>Do it again</translation>
    </message>
    <message>
        <source>Draw the votes per frame, as the paper does</source>
        <translation>Draw the votes per frame, as the paper does</translation>
    </message>
    <message>
        <source>E&amp;vent</source>
        <translation>E&amp;vent</translation>
    </message>
    <message>
        <source>End the selected clip after this frame</source>
        <translation>End the selected clip after this frame</translation>
    </message>
    <message>
        <source>Export the &amp;clips...</source>
        <translation>Export the &amp;clips...</translation>
    </message>
    <message>
        <source>Filter the table by text</source>
        <translation>Filter the table by text</translation>
    </message>
    <message>
        <source>Find a match file that was moved</source>
        <translation>Find a match file that was moved</translation>
    </message>
    <message>
        <source>Forget what you decided about the event</source>
        <translation>Forget what you decided about the event</translation>
    </message>
    <message>
        <source>Give the clip its label&apos;s padding again</source>
        <translation>Give the clip its label&apos;s padding again</translation>
    </message>
    <message>
        <source>Give the event this label</source>
        <translation>Give the event this label</translation>
    </message>
    <message>
        <source>Go to the event after</source>
        <translation>Go to the event after</translation>
    </message>
    <message>
        <source>Go to the event before</source>
        <translation>Go to the event before</translation>
    </message>
    <message>
        <source>Go to the first frame</source>
        <translation>Go to the first frame</translation>
    </message>
    <message>
        <source>Go to the last frame</source>
        <translation>Go to the last frame</translation>
    </message>
    <message>
        <source>Jump one second back</source>
        <translation>Jump one second back</translation>
    </message>
    <message>
        <source>Jump one second on</source>
        <translation>Jump one second on</translation>
    </message>
    <message>
        <source>Jump ten seconds back</source>
        <translation>Jump ten seconds back</translation>
    </message>
    <message>
        <source>Jump ten seconds on</source>
        <translation>Jump ten seconds on</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>Label</translation>
    </message>
    <message>
        <source>Label 1</source>
        <translation>Label 1</translation>
    </message>
    <message>
        <source>Label 2</source>
        <translation>Label 2</translation>
    </message>
    <message>
        <source>Label 3</source>
        <translation>Label 3</translation>
    </message>
    <message>
        <source>Label 4</source>
        <translation>Label 4</translation>
    </message>
    <message>
        <source>Label 5</source>
        <translation>Label 5</translation>
    </message>
    <message>
        <source>Label 6</source>
        <translation>Label 6</translation>
    </message>
    <message>
        <source>Label 7</source>
        <translation>Label 7</translation>
    </message>
    <message>
        <source>Label 8</source>
        <translation>Label 8</translation>
    </message>
    <message>
        <source>Label 9</source>
        <translation>Label 9</translation>
    </message>
    <message>
        <source>Look anew, as the settings say; what you decided on stays</source>
        <translation>Look anew, as the settings say; what you decided on stays</translation>
    </message>
    <message>
        <source>Look for events in the match</source>
        <translation>Look for events in the match</translation>
    </message>
    <message>
        <source>M&amp;erge the selected</source>
        <translation>M&amp;erge the selected</translation>
    </message>
    <message>
        <source>Make one event of the selected ones</source>
        <translation>Make one event of the selected ones</translation>
    </message>
    <message>
        <source>Measure the events against annotations (Labels.json)</source>
        <translation>Measure the events against annotations (Labels.json)</translation>
    </message>
    <message>
        <source>Move the event one frame back</source>
        <translation>Move the event one frame back</translation>
    </message>
    <message>
        <source>Move the event one frame on</source>
        <translation>Move the event one frame on</translation>
    </message>
    <message>
        <source>Move the event to the playhead</source>
        <translation>Move the event to the playhead</translation>
    </message>
    <message>
        <source>Move to the playhead</source>
        <translation>Move to the playhead</translation>
    </message>
    <message>
        <source>Nudge a frame back</source>
        <translation>Nudge a frame back</translation>
    </message>
    <message>
        <source>Nudge a frame on</source>
        <translation>Nudge a frame on</translation>
    </message>
    <message>
        <source>One frame back</source>
        <translation>One frame back</translation>
    </message>
    <message>
        <source>One frame on</source>
        <translation>One frame on</translation>
    </message>
    <message>
        <source>One second back</source>
        <translation>One second back</translation>
    </message>
    <message>
        <source>One second on</source>
        <translation>One second on</translation>
    </message>
    <message>
        <source>Open &amp;predictions...</source>
        <translation>Open &amp;predictions...</translation>
    </message>
    <message>
        <source>Open &amp;recent</source>
        <translation>Open &amp;recent</translation>
    </message>
    <message>
        <source>Open a match or a project</source>
        <translation>Open a match or a project</translation>
    </message>
    <message>
        <source>Choose a mod&amp;el...</source>
        <translation>Choose a mod&amp;el...</translation>
    </message>
    <message>
        <source>Edit the n&amp;ote</source>
        <translation>Edit the n&amp;ote</translation>
    </message>
    <message>
        <source>Next time&amp;code notation</source>
        <translation>Next time&amp;code notation</translation>
    </message>
    <message>
        <source>Open the sa&amp;mple match</source>
        <translation>Open the sa&amp;mple match</translation>
    </message>
    <message>
        <source>Open the tr&amp;uth...</source>
        <translation>Open the tr&amp;uth...</translation>
    </message>
    <message>
        <source>P&amp;ut in the reel or take out</source>
        <translation>P&amp;ut in the reel or take out</translation>
    </message>
    <message>
        <source>Pa&amp;use</source>
        <translation>Pa&amp;use</translation>
    </message>
    <message>
        <source>Pause; stops the shuttle</source>
        <translation>Pause; stops the shuttle</translation>
    </message>
    <message>
        <source>Play &amp;around the event</source>
        <translation>Play &amp;around the event</translation>
    </message>
    <message>
        <source>Play backwards; again for faster</source>
        <translation>Play backwards; again for faster</translation>
    </message>
    <message>
        <source>Play or pause</source>
        <translation>Play or pause</translation>
    </message>
    <message>
        <source>Play the reel as it will be cut</source>
        <translation>Play the reel as it will be cut</translation>
    </message>
    <message>
        <source>Play the selected event&apos;s clip again and again</source>
        <translation>Play the selected event&apos;s clip again and again</translation>
    </message>
    <message>
        <source>Play the selected event&apos;s clip once</source>
        <translation>Play the selected event&apos;s clip once</translation>
    </message>
    <message>
        <source>Play; again for faster</source>
        <translation>Play; again for faster</translation>
    </message>
    <message>
        <source>Precision, recall and what was missed, against the truth</source>
        <translation>Precision, recall and what was missed, against the truth</translation>
    </message>
    <message>
        <source>Put every panel back in its place</source>
        <translation>Put every panel back in its place</translation>
    </message>
    <message>
        <source>Put the event into the reel, or take it out</source>
        <translation>Put the event into the reel, or take it out</translation>
    </message>
    <message>
        <source>Put the keyboard into the first label&apos;s threshold; Tab for the next, Escape to leave</source>
        <translation>Put the keyboard into the first label&apos;s threshold; Tab for the next, Escape to leave</translation>
    </message>
    <message>
        <source>Re&amp;move</source>
        <translation>Re&amp;move</translation>
    </message>
    <message>
        <source>Reject and go to the next undecided event</source>
        <translation>Reject and go to the next undecided event</translation>
    </message>
    <message>
        <source>Remove events you added, reject the others</source>
        <translation>Remove events you added, reject the others</translation>
    </message>
    <message>
        <source>Reset the &amp;layout</source>
        <translation>Reset the &amp;layout</translation>
    </message>
    <message>
        <source>Review events that another program found</source>
        <translation>Review events that another program found</translation>
    </message>
    <message>
        <source>Save &amp;as...</source>
        <translation>Save &amp;as...</translation>
    </message>
    <message>
        <source>Save and leave</source>
        <translation>Save and leave</translation>
    </message>
    <message>
        <source>Save the project now; it also saves itself</source>
        <translation>Save the project now; it also saves itself</translation>
    </message>
    <message>
        <source>Save the project under another name</source>
        <translation>Save the project under another name</translation>
    </message>
    <message>
        <source>Say which half each file is, and its clock</source>
        <translation>Say which half each file is, and its clock</translation>
    </message>
    <message>
        <source>Se&amp;ttings...</source>
        <translation>Se&amp;ttings...</translation>
    </message>
    <message>
        <source>Select &amp;all events</source>
        <translation>Select &amp;all events</translation>
    </message>
    <message>
        <source>Select every event in the table</source>
        <translation>Select every event in the table</translation>
    </message>
    <message>
        <source>Set a &amp;threshold</source>
        <translation>Set a &amp;threshold</translation>
    </message>
    <message>
        <source>Show every shortcut</source>
        <translation>Show every shortcut</translation>
    </message>
    <message>
        <source>Show the &amp;whole match</source>
        <translation>Show the &amp;whole match</translation>
    </message>
    <message>
        <source>Show the event&apos;s surroundings</source>
        <translation>Show the event&apos;s surroundings</translation>
    </message>
    <message>
        <source>Show the whole match</source>
        <translation>Show the whole match</translation>
    </message>
    <message>
        <source>Show the window on the whole screen</source>
        <translation>Show the window on the whole screen</translation>
    </message>
    <message>
        <source>Shuttle &amp;backwards</source>
        <translation>Shuttle &amp;backwards</translation>
    </message>
    <message>
        <source>Shuttle &amp;forwards</source>
        <translation>Shuttle &amp;forwards</translation>
    </message>
    <message>
        <source>Start the selected clip at the playhead</source>
        <translation>Start the selected clip at the playhead</translation>
    </message>
    <message>
        <source>Step one frame back</source>
        <translation>Step one frame back</translation>
    </message>
    <message>
        <source>Step one frame on</source>
        <translation>Step one frame on</translation>
    </message>
    <message>
        <source>Switch the sound off or on</source>
        <translation>Switch the sound off or on</translation>
    </message>
    <message>
        <source>Take the last edit back</source>
        <translation>Take the last edit back</translation>
    </message>
    <message>
        <source>Ten seconds back</source>
        <translation>Ten seconds back</translation>
    </message>
    <message>
        <source>Ten seconds on</source>
        <translation>Ten seconds on</translation>
    </message>
    <message>
        <source>To the end</source>
        <translation>To the end</translation>
    </message>
    <message>
        <source>To the start</source>
        <translation>To the start</translation>
    </message>
    <message>
        <source>Try everything on a rendered match</source>
        <translation>Try everything on a rendered match</translation>
    </message>
    <message>
        <source>Type a time to go to</source>
        <translation>Type a time to go to</translation>
    </message>
    <message>
        <source>What may be worth showing, ranked, with its reasons; again for the events</source>
        <translation>What may be worth showing, ranked, with its reasons; again for the events</translation>
    </message>
    <message>
        <source>What the model was trained on</source>
        <translation>What the model was trained on</translation>
    </message>
    <message>
        <source>Write a note</source>
        <translation>Write a note</translation>
    </message>
    <message>
        <source>Write every clip as a file of its own</source>
        <translation>Write every clip as a file of its own</translation>
    </message>
    <message>
        <source>Write the reel as one MP4</source>
        <translation>Write the reel as one MP4</translation>
    </message>
    <message>
        <source>Zoom in</source>
        <translation>Zoom in</translation>
    </message>
    <message>
        <source>Zoom in around the playhead</source>
        <translation>Zoom in around the playhead</translation>
    </message>
    <message>
        <source>Zoom out</source>
        <translation>Zoom out</translation>
    </message>
    <message>
        <source>Zoom out around the playhead</source>
        <translation>Zoom out around the playhead</translation>
    </message>
</context>
<context>
    <name>asking</name>
    <message>
        <source>Add a further file of this match</source>
        <translation>Add a further file of this match</translation>
    </message>
    <message>
        <source>All files</source>
        <translation>All files</translation>
    </message>
    <message>
        <source>Choose a model</source>
        <translation>Choose a model</translation>
    </message>
    <message>
        <source>Copy report</source>
        <translation>Copy report</translation>
    </message>
    <message>
        <source>Matches</source>
        <translation>Matches</translation>
    </message>
    <message>
        <source>Matches and projects</source>
        <translation>Matches and projects</translation>
    </message>
    <message>
        <source>Open a match</source>
        <translation>Open a match</translation>
    </message>
    <message>
        <source>Open predictions or truth</source>
        <translation>Open predictions or truth</translation>
    </message>
    <message>
        <source>Predictions and annotations</source>
        <translation>Predictions and annotations</translation>
    </message>
    <message>
        <source>Projects</source>
        <translation>Projects</translation>
    </message>
    <message>
        <source>RMS-Net checkpoints</source>
        <translation>RMS-Net checkpoints</translation>
    </message>
    <message>
        <source>Something went wrong</source>
        <translation>Something went wrong</translation>
    </message>
    <message>
        <source>Where is {0}?</source>
        <translation>Where is {0}?</translation>
    </message>
    <message>
        <source>Your work is saved. The report helps to mend the fault.</source>
        <translation>Your work is saved. The report helps to mend the fault.</translation>
    </message>
</context>
<context>
    <name>commands</name>
    <message>
        <source>Accept</source>
        <translation>Accept</translation>
    </message>
    <message>
        <source>Add event</source>
        <translation>Add event</translation>
    </message>
    <message>
        <source>Add moment</source>
        <translation>Add moment</translation>
    </message>
    <message>
        <source>Add {0}</source>
        <translation>Add {0}</translation>
    </message>
    <message>
        <source>Back to automatic</source>
        <translation>Back to automatic</translation>
    </message>
    <message>
        <source>Change label</source>
        <translation>Change label</translation>
    </message>
    <message>
        <source>Change match clock</source>
        <translation>Change match clock</translation>
    </message>
    <message>
        <source>Change padding</source>
        <translation>Change padding</translation>
    </message>
    <message>
        <source>Change shape</source>
        <translation>Change shape</translation>
    </message>
    <message>
        <source>Change target length</source>
        <translation>Change target length</translation>
    </message>
    <message>
        <source>Choose labels</source>
        <translation>Choose labels</translation>
    </message>
    <message>
        <source>Edit note</source>
        <translation>Edit note</translation>
    </message>
    <message>
        <source>Merge events</source>
        <translation>Merge events</translation>
    </message>
    <message>
        <source>Merge overlapping clips</source>
        <translation>Merge overlapping clips</translation>
    </message>
    <message>
        <source>Move event</source>
        <translation>Move event</translation>
    </message>
    <message>
        <source>Move threshold</source>
        <translation>Move threshold</translation>
    </message>
    <message>
        <source>Order reel</source>
        <translation>Order reel</translation>
    </message>
    <message>
        <source>Put in reel</source>
        <translation>Put in reel</translation>
    </message>
    <message>
        <source>Reject</source>
        <translation>Reject</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Remove</translation>
    </message>
    <message>
        <source>Reset clip</source>
        <translation>Reset clip</translation>
    </message>
    <message>
        <source>Take out of reel</source>
        <translation>Take out of reel</translation>
    </message>
    <message>
        <source>Trim clip</source>
        <translation>Trim clip</translation>
    </message>
</context>
<context>
    <name>export</name>
    <message>
        <source>{0}: frames {1} to {2} ({3} early, {4} late)</source>
        <translation>{0}: frames {1} to {2} ({3} early, {4} late)</translation>
    </message>
</context>
<context>
    <name>settings</name>
    <message>
        <source>Also look for</source>
        <translation>Also look for</translation>
    </message>
    <message>
        <source>Analyse on</source>
        <translation>Analyse on</translation>
    </message>
    <message>
        <source>Apple GPU</source>
        <translation>Apple GPU</translation>
    </message>
    <message>
        <source>Apple VideoToolbox</source>
        <translation>Apple VideoToolbox</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>As the system</translation>
    </message>
    <message>
        <source>CPU</source>
        <translation>CPU</translation>
    </message>
    <message>
        <source>Clock</source>
        <translation>Clock</translation>
    </message>
    <message>
        <source>Colours of the window</source>
        <translation>Colours of the window</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dark</translation>
    </message>
    <message>
        <source>Decode on</source>
        <translation>Decode on</translation>
    </message>
    <message>
        <source>English</source>
        <translation>English</translation>
    </message>
    <message>
        <source>Frame at the mouse</source>
        <translation>Frame at the mouse</translation>
    </message>
    <message>
        <source>Frame number</source>
        <translation>Frame number</translation>
    </message>
    <message>
        <source>How long before a chosen event the playhead stops</source>
        <translation>How long before a chosen event the playhead stops</translation>
    </message>
    <message>
        <source>How the playhead&apos;s time is written</source>
        <translation>How the playhead&apos;s time is written</translation>
    </message>
    <message>
        <source>Italiano</source>
        <translation>Italiano</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Language</translation>
    </message>
    <message>
        <source>Lead-in (s)</source>
        <translation>Lead-in (s)</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Light</translation>
    </message>
    <message>
        <source>NVIDIA GPU</source>
        <translation>NVIDIA GPU</translation>
    </message>
    <message>
        <source>Nothing</source>
        <translation>Nothing</translation>
    </message>
    <message>
        <source>Nowhere</source>
        <translation>Nowhere</translation>
    </message>
    <message>
        <source>Overview</source>
        <translation>Overview</translation>
    </message>
    <message>
        <source>SMPTE timecode</source>
        <translation>SMPTE timecode</translation>
    </message>
    <message>
        <source>Score bug</source>
        <translation>Score bug</translation>
    </message>
    <message>
        <source>Score bug and sound</source>
        <translation>Score bug and sound</translation>
    </message>
    <message>
        <source>Seconds</source>
        <translation>Seconds</translation>
    </message>
    <message>
        <source>Sound</source>
        <translation>Sound</translation>
    </message>
    <message>
        <source>Takes effect at the next start</source>
        <translation>Takes effect at the next start</translation>
    </message>
    <message>
        <source>The fastest there is</source>
        <translation>The fastest there is</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>Theme</translation>
    </message>
    <message>
        <source>Timeline and overview</source>
        <translation>Timeline and overview</translation>
    </message>
    <message>
        <source>Times as</source>
        <translation>Times as</translation>
    </message>
    <message>
        <source>What an analysis reads from the broadcast itself, beside the model&apos;s events</source>
        <translation>What an analysis reads from the broadcast itself, beside the model&apos;s events</translation>
    </message>
    <message>
        <source>What decodes the video for an analysis; where it cannot, the CPU steps in</source>
        <translation>What decodes the video for an analysis; where it cannot, the CPU steps in</translation>
    </message>
    <message>
        <source>Where pointing at a time shows its frame</source>
        <translation>Where pointing at a time shows its frame</translation>
    </message>
    <message>
        <source>Where the network runs</source>
        <translation>Where the network runs</translation>
    </message>
    <message>
        <source>Windows D3D11VA</source>
        <translation>Windows D3D11VA</translation>
    </message>
</context>
<context>
    <name>told</name>
    <message>
        <source>Damaged from {0} on: analysed up to there.</source>
        <translation>Damaged from {0} on: analysed up to there.</translation>
    </message>
    <message>
        <source>No score bug was found.</source>
        <translation>No score bug was found.</translation>
    </message>
    <message>
        <source>The file has no sound.</source>
        <translation>The file has no sound.</translation>
    </message>
    <message>
        <source>The score bug was not looked for.</source>
        <translation>The score bug was not looked for.</translation>
    </message>
    <message>
        <source>The sound cannot be decoded.</source>
        <translation>The sound cannot be decoded.</translation>
    </message>
    <message>
        <source>The sound ends at {0}.</source>
        <translation>The sound ends at {0}.</translation>
    </message>
    <message>
        <source>The sound is in a format that this program cannot decode.</source>
        <translation>The sound is in a format that this program cannot decode.</translation>
    </message>
    <message>
        <source>The sound is silent.</source>
        <translation>The sound is silent.</translation>
    </message>
    <message>
        <source>The sound was not measured.</source>
        <translation>The sound was not measured.</translation>
    </message>
    <message>
        <source>Trained on {0} matches rendered by this software, not on real footage: it is not a broadcast model, and what it says about real matches means little.</source>
        <translation>Trained on {0} matches rendered by this software, not on real footage: it is not a broadcast model, and what it says about real matches means little.</translation>
    </message>
    <message>
        <source>{0} packets of the sound are damaged.</source>
        <translation>{0} packets of the sound are damaged.</translation>
    </message>
    <message>
        <source>{0} sound tracks: using stream {1}.</source>
        <translation>{0} sound tracks: using stream {1}.</translation>
    </message>
    <message>
        <source>{0} video streams: using stream {1} ({2}).</source>
        <translation>{0} video streams: using stream {1} ({2}).</translation>
    </message>
</context>
</TS>
