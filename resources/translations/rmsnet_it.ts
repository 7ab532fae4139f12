<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="it" sourcelanguage="en">
<context>
    <name>AimedPlayer</name>
    <message>
        <source>The system&apos;s player cannot decode this file.</source>
        <translation>Il lettore del sistema non riesce a decodificare questo file.</translation>
    </message>
    <message>
        <source>The system&apos;s player shows no picture of this file.</source>
        <translation>Il lettore del sistema non mostra immagini di questo file.</translation>
    </message>
</context>
<context>
    <name>CheatSheet</name>
    <message>
        <source>Give the event a label</source>
        <translation>Dà un&apos;etichetta all&apos;evento</translation>
    </message>
    <message>
        <source>Keyboard</source>
        <translation>Tastiera</translation>
    </message>
</context>
<context>
    <name>ClocksDialog</name>
    <message>
        <source>Clock at its first frame</source>
        <translation>Orologio al primo fotogramma</translation>
    </message>
    <message>
        <source>Clock at the first frame of {0}</source>
        <translation>Orologio al primo fotogramma di {0}</translation>
    </message>
    <message>
        <source>Clock at the playhead</source>
        <translation>Orologio nel punto di riproduzione</translation>
    </message>
    <message>
        <source>Clock at the playhead ({0})</source>
        <translation>Orologio nel punto di riproduzione ({0})</translation>
    </message>
    <message>
        <source>Correct</source>
        <translation>Correggi</translation>
    </message>
    <message>
        <source>Empty: the clock that was read off the picture, else the half&apos;s kick-off</source>
        <translation>Vuoto: l&apos;orologio letto dall&apos;immagine, altrimenti il calcio d&apos;inizio del tempo</translation>
    </message>
    <message>
        <source>Extra time, first</source>
        <translation>Primo tempo supplementare</translation>
    </message>
    <message>
        <source>Extra time, second</source>
        <translation>Secondo tempo supplementare</translation>
    </message>
    <message>
        <source>File</source>
        <translation>File</translation>
    </message>
    <message>
        <source>First half</source>
        <translation>Primo tempo</translation>
    </message>
    <message>
        <source>Half</source>
        <translation>Tempo</translation>
    </message>
    <message>
        <source>Half at the playhead</source>
        <translation>Tempo nel punto di riproduzione</translation>
    </message>
    <message>
        <source>Half of {0}</source>
        <translation>Tempo di {0}</translation>
    </message>
    <message>
        <source>Halves and match clock</source>
        <translation>Tempi e orologio della partita</translation>
    </message>
    <message>
        <source>Kick-off is at the playhead ({0})</source>
        <translation>Il calcio d&apos;inizio è nel punto di riproduzione ({0})</translation>
    </message>
    <message>
        <source>Moves this stretch of play to that clock; a later analysis leaves it so</source>
        <translation>Sposta questo tratto di gioco a quell&apos;orologio; un&apos;analisi successiva lo lascia così</translation>
    </message>
    <message>
        <source>Second half</source>
        <translation>Secondo tempo</translation>
    </message>
    <message>
        <source>Takes the frame that is shown as the first moment of its half</source>
        <translation>Prende il fotogramma mostrato come primo istante del suo tempo</translation>
    </message>
    <message>
        <source>Whole match or part</source>
        <translation>Partita intera o parte</translation>
    </message>
    <message>
        <source>as on screen</source>
        <translation>come a schermo</translation>
    </message>
    <message>
        <source>kick-off</source>
        <translation>inizio</translation>
    </message>
</context>
<context>
    <name>EmptyPage</name>
    <message>
        <source>Drop a match here</source>
        <translation>Trascina qui una partita</translation>
    </message>
    <message>
        <source>Goals, cards and substitutions are found for you to review and cut.</source>
        <translation>Gol, cartellini e sostituzioni vengono trovati per essere rivisti e montati.</translation>
    </message>
    <message>
        <source>Open a match...</source>
        <translation>Apri una partita...</translation>
    </message>
    <message>
        <source>Recent</source>
        <translation>Recenti</translation>
    </message>
    <message>
        <source>Try the sample match</source>
        <translation>Prova la partita di esempio</translation>
    </message>
    <message>
        <source>not there any more</source>
        <translation>non c&apos;è più</translation>
    </message>
</context>
<context>
    <name>EventsModel</name>
    <message>
        <source>Added by hand</source>
        <translation>Aggiunto a mano</translation>
    </message>
    <message>
        <source>Clock</source>
        <translation>Orologio</translation>
    </message>
    <message>
        <source>Conf.</source>
        <translation>Conf.</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>Etichetta</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Nota</translation>
    </message>
    <message>
        <source>Reel</source>
        <translation>Highlights</translation>
    </message>
    <message>
        <source>Spotted as {label} at {time} s with confidence {confidence} by {model}</source>
        <translation>Individuato come {label} a {time} s con confidenza {confidence} da {model}</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Stato</translation>
    </message>
    <message>
        <source>accepted</source>
        <translation>accettato</translation>
    </message>
    <message>
        <source>another program</source>
        <translation>un altro programma</translation>
    </message>
    <message>
        <source>auto</source>
        <translation>auto</translation>
    </message>
    <message>
        <source>edited</source>
        <translation>modificato</translation>
    </message>
    <message>
        <source>manual</source>
        <translation>manuale</translation>
    </message>
    <message>
        <source>rejected</source>
        <translation>rifiutato</translation>
    </message>
</context>
<context>
    <name>EventsPanel</name>
    <message>
        <source>All labels</source>
        <translation>Tutte le etichette</translation>
    </message>
    <message>
        <source>All states</source>
        <translation>Tutti gli stati</translation>
    </message>
    <message>
        <source>Decided</source>
        <translation>Decisi</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>Eventi</translation>
    </message>
    <message>
        <source>Filter by label</source>
        <translation>Filtra per etichetta</translation>
    </message>
    <message>
        <source>Filter by state</source>
        <translation>Filtra per stato</translation>
    </message>
    <message>
        <source>Kept</source>
        <translation>Tenuti</translation>
    </message>
    <message>
        <source>Rejected</source>
        <translation>Rifiutati</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Cerca</translation>
    </message>
    <message>
        <source>Search label and note</source>
        <translation>Cerca etichetta e nota</translation>
    </message>
    <message>
        <source>Undecided</source>
        <translation>Da decidere</translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <translation>{0} di {1}</translation>
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
        <translation>Dissolven&amp;za</translation>
    </message>
    <message>
        <source>&amp;Encoder</source>
        <translation>Cod&amp;ificatore</translation>
    </message>
    <message>
        <source>&amp;Frame rate</source>
        <translation>&amp;Fotogrammi al secondo</translation>
    </message>
    <message>
        <source>&amp;Label and match clock in each clip</source>
        <translation>&amp;Etichetta e minuto di gioco in ogni clip</translation>
    </message>
    <message>
        <source>&amp;Make</source>
        <translation>&amp;Crea</translation>
    </message>
    <message>
        <source>&amp;Quality</source>
        <translation>&amp;Qualità</translation>
    </message>
    <message>
        <source>&amp;Size</source>
        <translation>&amp;Dimensione</translation>
    </message>
    <message>
        <source>&amp;Title card</source>
        <translation>Cartello del &amp;titolo</translation>
    </message>
    <message>
        <source>As the match</source>
        <translation>Come la partita</translation>
    </message>
    <message>
        <source>C&amp;ut</source>
        <translation>Tag&amp;lio</translation>
    </message>
    <message>
        <source>Choose a place...</source>
        <translation>Scegli dove...</translation>
    </message>
    <message>
        <source>Convert to SDR</source>
        <translation>Converti in SDR</translation>
    </message>
    <message>
        <source>No cross-fade</source>
        <translation>Nessuna dissolvenza</translation>
    </message>
    <message>
        <source>No title card</source>
        <translation>Nessun cartello</translation>
    </message>
    <message>
        <source>Every clip as an MP4</source>
        <translation>Ogni clip come MP4</translation>
    </message>
    <message>
        <source>Exact: every frame encoded</source>
        <translation>Esatto: ogni fotogramma ricodificato</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Esporta</translation>
    </message>
    <message>
        <source>Frames of a lossless export</source>
        <translation>Fotogrammi di un’esportazione senza perdite</translation>
    </message>
    <message>
        <source>H&amp;DR</source>
        <translation>&amp;HDR</translation>
    </message>
    <message>
        <source>Hardware where it works</source>
        <translation>Hardware, dove funziona</translation>
    </message>
    <message>
        <source>High</source>
        <translation>Alta</translation>
    </message>
    <message>
        <source>Keep, in 10 bits</source>
        <translation>Conserva, a 10 bit</translation>
    </message>
    <message>
        <source>Lossless: frames copied, clips start at key frames</source>
        <translation>Senza perdite: fotogrammi copiati, le clip iniziano ai fotogrammi chiave</translation>
    </message>
    <message>
        <source>Small</source>
        <translation>Piccola</translation>
    </message>
    <message>
        <source>Smart: only the edges encoded</source>
        <translation>Intelligente: solo i bordi ricodificati</translation>
    </message>
    <message>
        <source>Software</source>
        <translation>Software</translation>
    </message>
    <message>
        <source>Standard</source>
        <translation>Normale</translation>
    </message>
    <message>
        <source>The reel as one MP4</source>
        <translation>Gli highlights come unico MP4</translation>
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
        <translation>Tutte le etichette</translation>
    </message>
    <message>
        <source>Average precision over tolerances of 5 to 60 s, whatever the thresholds</source>
        <translation>Precisione media con tolleranze da 5 a 60 s, qualunque siano le soglie</translation>
    </message>
    <message>
        <source>Events that are not in the truth</source>
        <translation>Eventi che nella verità non ci sono</translation>
    </message>
    <message>
        <source>False</source>
        <translation>Falsi</translation>
    </message>
    <message>
        <source>Found</source>
        <translation>Trovati</translation>
    </message>
    <message>
        <source>How many of them are among the events at the thresholds in force</source>
        <translation>Quanti di questi sono tra gli eventi alle soglie attuali</translation>
    </message>
    <message>
        <source>How many there are in truth</source>
        <translation>Quanti sono nella verità</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>Etichetta</translation>
    </message>
    <message>
        <source>Prec.</source>
        <translation>Prec.</translation>
    </message>
    <message>
        <source>Precision: the share of the events that are true</source>
        <translation>Precisione: la quota degli eventi che sono veri</translation>
    </message>
    <message>
        <source>Recall</source>
        <translation>Richiamo</translation>
    </message>
    <message>
        <source>Recall: the share of the truth that is found</source>
        <translation>Richiamo: la quota della verità che è stata trovata</translation>
    </message>
    <message>
        <source>Truth</source>
        <translation>Verità</translation>
    </message>
</context>
<context>
    <name>FindingsModel</name>
    <message>
        <source>An event that is not in the truth</source>
        <translation>Un evento che nella verità non c&apos;è</translation>
    </message>
    <message>
        <source>Clock</source>
        <translation>Orologio</translation>
    </message>
    <message>
        <source>Conf.</source>
        <translation>Conf.</translation>
    </message>
    <message>
        <source>In the truth; a threshold of {0} would find it</source>
        <translation>Nella verità; una soglia di {0} lo troverebbe</translation>
    </message>
    <message>
        <source>In the truth; nothing was proposed near it</source>
        <translation>Nella verità; nulla è stato proposto lì vicino</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>Etichetta</translation>
    </message>
    <message>
        <source>false</source>
        <translation>falso</translation>
    </message>
    <message>
        <source>missed</source>
        <translation>mancato</translation>
    </message>
</context>
<context>
    <name>JobRow</name>
    <message>
        <source>Cancel</source>
        <translation>Annulla</translation>
    </message>
    <message>
        <source>Cancel {0}</source>
        <translation>Annulla {0}</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>Annullato</translation>
    </message>
    <message>
        <source>Stopping...</source>
        <translation>Arresto...</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Riprova</translation>
    </message>
    <message>
        <source>Try again: {0}</source>
        <translation>Riprova: {0}</translation>
    </message>
    <message>
        <source>{0} left</source>
        <translation>mancano {0}</translation>
    </message>
</context>
<context>
    <name>KeysPage</name>
    <message>
        <source>Command</source>
        <translation>Comando</translation>
    </message>
    <message>
        <source>Commands and their keys</source>
        <translation>Comandi e tasti</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Tasti</translation>
    </message>
    <message>
        <source>New keys</source>
        <translation>Nuovi tasti</translation>
    </message>
    <message>
        <source>New keys:</source>
        <translation>Nuovi tasti:</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>Ripristina</translation>
    </message>
    <message>
        <source>Reset all</source>
        <translation>Ripristina tutto</translation>
    </message>
    <message>
        <source>Search commands and keys</source>
        <translation>Cerca comandi e tasti</translation>
    </message>
    <message>
        <source>Set</source>
        <translation>Imposta</translation>
    </message>
    <message>
        <source>Set anyway</source>
        <translation>Imposta comunque</translation>
    </message>
    <message>
        <source>{0} belongs to “{1}”, which would lose it.</source>
        <translation>{0} appartiene a «{1}», che lo perderebbe.</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source> and </source>
        <translation> e </translation>
    </message>
    <message>
        <source>&amp;Redo {0}</source>
        <translation>&amp;Ripeti {0}</translation>
    </message>
    <message>
        <source>&amp;Undo {0}</source>
        <translation>&amp;Annulla {0}</translation>
    </message>
    <message>
        <source>: {0} frames checked, first and last of each clip and the sound as planned</source>
        <translation>: {0} fotogrammi controllati, il primo e l’ultimo di ogni clip e il suono come previsto</translation>
    </message>
    <message>
        <source>About the model</source>
        <translation>Informazioni sul modello</translation>
    </message>
    <message>
        <source>Add events by hand while watching (M), or choose a model that knows such footage.</source>
        <translation>Aggiungi eventi a mano guardando (M), o scegli un modello che conosce riprese così.</translation>
    </message>
    <message>
        <source>Apple GPU</source>
        <translation>GPU Apple</translation>
    </message>
    <message>
        <source>CPU</source>
        <translation>CPU</translation>
    </message>
    <message>
        <source>Choose a model...</source>
        <translation>Scegli un modello...</translation>
    </message>
    <message>
        <source>Device: automatic</source>
        <translation>Dispositivo: automatico</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>Eventi</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Esporta</translation>
    </message>
    <message>
        <source>Export the clips to</source>
        <translation>Esporta le clip in</translation>
    </message>
    <message>
        <source>Exported {0}</source>
        <translation>Esportato: {0}</translation>
    </message>
    <message>
        <source>For broadcasts, use a checkpoint of your own (File, Choose a model), or train one as docs/training.md says.</source>
        <translation>Per le partite televisive usa un modello tuo (File, Scegli un modello), o addestrane uno come spiega docs/training.md.</translation>
    </message>
    <message>
        <source>Go to the moments</source>
        <translation>Vai ai momenti</translation>
    </message>
    <message>
        <source>Go to time</source>
        <translation>Vai al tempo</translation>
    </message>
    <message>
        <source>Locate...</source>
        <translation>Trova...</translation>
    </message>
    <message>
        <source>Moments</source>
        <translation>Momenti</translation>
    </message>
    <message>
        <source>Moments are listed when the analysis is done.</source>
        <translation>I momenti compaiono ad analisi finita.</translation>
    </message>
    <message>
        <source>NVIDIA GPU</source>
        <translation>GPU NVIDIA</translation>
    </message>
    <message>
        <source>No event reaches its threshold. Lowering {0} to {1} would show the first one.</source>
        <translation>Nessun evento raggiunge la soglia. Portando {0} a {1} si vedrebbe il primo.</translation>
    </message>
    <message>
        <source>No match was analysed yet.</source>
        <translation>Nessuna partita è stata ancora analizzata.</translation>
    </message>
    <message>
        <source>No match was opened yet</source>
        <translation>Nessuna partita è stata ancora aperta</translation>
    </message>
    <message>
        <source>Nothing was found that stands out.</source>
        <translation>Non è stato trovato nulla che spicchi.</translation>
    </message>
    <message>
        <source>Only the model&apos;s events were looked for. Have the score bug and the sound looked for, too (Settings, Also look for), then analyse again.</source>
        <translation>Sono stati cercati solo gli eventi del modello. Fai cercare anche la grafica del punteggio e l&apos;audio (Impostazioni, Cerca anche), poi analizza di nuovo.</translation>
    </message>
    <message>
        <source>Open the match first, then its predictions or truth.</source>
        <translation>Apri prima la partita, poi le sue previsioni o la verità.</translation>
    </message>
    <message>
        <source>Predictions from a file bring no moments; an analysis of the match itself does.</source>
        <translation>Le previsioni di un file non portano momenti; li porta un&apos;analisi della partita stessa.</translation>
    </message>
    <message>
        <source>Projects</source>
        <translation>Progetti</translation>
    </message>
    <message>
        <source>Quality</source>
        <translation>Qualità</translation>
    </message>
    <message>
        <source>Reel</source>
        <translation>Highlights</translation>
    </message>
    <message>
        <source>Rendering the sample match</source>
        <translation>Creazione della partita di esempio</translation>
    </message>
    <message>
        <source>Report copied.</source>
        <translation>Rapporto copiato.</translation>
    </message>
    <message>
        <source>Save the project as</source>
        <translation>Salva il progetto con nome</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>Salvato</translation>
    </message>
    <message>
        <source>Saving...</source>
        <translation>Salvataggio...</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>Mostra nella cartella</translation>
    </message>
    <message>
        <source>Show it</source>
        <translation>Mostralo</translation>
    </message>
    <message>
        <source>The match was not analysed yet.</source>
        <translation>La partita non è stata ancora analizzata.</translation>
    </message>
    <message>
        <source>The model saw nothing that could be an event.</source>
        <translation>Il modello non ha visto nulla che possa essere un evento.</translation>
    </message>
    <message>
        <source>The model that comes with the application</source>
        <translation>Il modello fornito con l&apos;applicazione</translation>
    </message>
    <message>
        <source>The program made a mistake: {0}</source>
        <translation>Il programma ha commesso un errore: {0}</translation>
    </message>
    <message>
        <source>This footage looks unlike what the model learned from, so its events start hidden. Moments says why the broadcast itself told nothing.</source>
        <translation>Queste riprese sono diverse da quelle su cui il modello è stato addestrato, perciò i suoi eventi partono nascosti. In Momenti è scritto perché la trasmissione stessa non ha detto nulla.</translation>
    </message>
    <message>
        <source>This footage looks unlike what the model learned from: its events start hidden, and what the broadcast itself says leads. Moments lists it, the most promising first.</source>
        <translation>Queste riprese sono diverse da quelle su cui il modello è stato addestrato: i suoi eventi partono nascosti e guida ciò che dice la trasmissione stessa. È elencato in Momenti, il più promettente per primo.</translation>
    </message>
    <message>
        <source>Time:</source>
        <translation>Tempo:</translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation>Timeline</translation>
    </message>
    <message>
        <source>What this model was trained on, and how to use another one</source>
        <translation>Su che cosa è stato addestrato questo modello, e come usarne un altro</translation>
    </message>
    <message>
        <source>Where matches are analysed; the settings change it</source>
        <translation>Dove si analizzano le partite; si cambia nelle impostazioni</translation>
    </message>
    <message>
        <source>{0} Still frames are shown instead; analysis and export work as usual.</source>
        <translation>{0} Si mostrano fotogrammi fermi; analisi ed esportazione funzionano come sempre.</translation>
    </message>
    <message>
        <source>{0} events of labels unknown here ({1})</source>
        <translation>{0} eventi con etichette qui sconosciute ({1})</translation>
    </message>
    <message>
        <source>{0} events outside the match&apos;s files</source>
        <translation>{0} eventi fuori dai file della partita</translation>
    </message>
    <message>
        <source>{0} files in {1}</source>
        <translation>{0} file in {1}</translation>
    </message>
    <message>
        <source>{0} is not where it was. Events can be reviewed; to play and export, locate the file.</source>
        <translation>{0} non è più dov&apos;era. Gli eventi si possono rivedere; per riprodurre ed esportare, trova il file.</translation>
    </message>
    <message>
        <source>{0}: left out {1}.</source>
        <translation>{0}: esclusi {1}.</translation>
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
        <translation>Aggiunto come {0}</translation>
    </message>
    <message>
        <source>An automatic event, {0}; nobody decided on it yet</source>
        <translation>Un evento automatico, {0}; nessuno ha ancora deciso</translation>
    </message>
    <message>
        <source>Clock</source>
        <translation>Orologio</translation>
    </message>
    <message>
        <source>Found by: {0}</source>
        <translation>Trovato da: {0}</translation>
    </message>
    <message>
        <source>How promising it is, from 0 to 1</source>
        <translation>Quanto promette, da 0 a 1</translation>
    </message>
    <message>
        <source>No event yet</source>
        <translation>Non ancora un evento</translation>
    </message>
    <message>
        <source>Rank: the most promising moment is 1</source>
        <translation>Posizione: il momento più promettente è 1</translation>
    </message>
    <message>
        <source>Rejected as {0}</source>
        <translation>Rifiutato come {0}</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>Valore</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Che cosa</translation>
    </message>
    <message>
        <source>What has become of it</source>
        <translation>Che cosa ne è stato</translation>
    </message>
    <message>
        <source>What was noticed, and what noticed it</source>
        <translation>Che cosa è stato notato, e da che cosa</translation>
    </message>
    <message>
        <source>Why it is here</source>
        <translation>Perché è qui</translation>
    </message>
    <message>
        <source>loud</source>
        <translation>forte</translation>
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
        <translation>punteggio</translation>
    </message>
    <message>
        <source>sound</source>
        <translation>audio</translation>
    </message>
    <message>
        <source>the model</source>
        <translation>modello</translation>
    </message>
    <message>
        <source>{0} at {1}</source>
        <translation>{0} al {1}</translation>
    </message>
    <message>
        <source>{0} to {1}</source>
        <translation>da {0} a {1}</translation>
    </message>
</context>
<context>
    <name>MomentsPanel</name>
    <message>
        <source>, {0} added</source>
        <translation>, {0} aggiunti</translation>
    </message>
    <message>
        <source>1 moment</source>
        <translation>1 momento</translation>
    </message>
    <message>
        <source>Accept {0}</source>
        <translation>Accetta {0}</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Aggiungi</translation>
    </message>
    <message>
        <source>Add as...</source>
        <translation>Aggiungi come...</translation>
    </message>
    <message>
        <source>Add {0}</source>
        <translation>Aggiungi {0}</translation>
    </message>
    <message>
        <source>Added</source>
        <translation>Aggiunto</translation>
    </message>
    <message>
        <source>Make an event of the moment and go to the next one (Enter)</source>
        <translation>Fa del momento un evento e passa al prossimo (Invio)</translation>
    </message>
    <message>
        <source>Make an event with another label (1 to 9)</source>
        <translation>Ne fa un evento con un&apos;altra etichetta (da 1 a 9)</translation>
    </message>
    <message>
        <source>Moments</source>
        <translation>Momenti</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>Riproduci</translation>
    </message>
    <message>
        <source>Play what the moment shows (/)</source>
        <translation>Riproduce ciò che il momento mostra (/)</translation>
    </message>
    <message>
        <source>{0} moments</source>
        <translation>{0} momenti</translation>
    </message>
</context>
<context>
    <name>NoticeBar</name>
    <message>
        <source>Hide this</source>
        <translation>Nascondi</translation>
    </message>
    <message>
        <source>Hide this notice</source>
        <translation>Nascondi questo avviso</translation>
    </message>
</context>
<context>
    <name>Overview</name>
    <message>
        <source>1st half</source>
        <translation>1º tempo</translation>
    </message>
    <message>
        <source>2nd half</source>
        <translation>2º tempo</translation>
    </message>
    <message>
        <source>Extra time 1</source>
        <translation>1º suppl.</translation>
    </message>
    <message>
        <source>Extra time 2</source>
        <translation>2º suppl.</translation>
    </message>
    <message>
        <source>Overview of the match</source>
        <translation>Panoramica della partita</translation>
    </message>
    <message>
        <source>The whole match; drag the frame to look elsewhere</source>
        <translation>Tutta la partita; trascina il riquadro per guardare altrove</translation>
    </message>
</context>
<context>
    <name>PaddingDialog</name>
    <message>
        <source>Label</source>
        <translation>Etichetta</translation>
    </message>
    <message>
        <source>Padding by label</source>
        <translation>Margini per etichetta</translation>
    </message>
    <message>
        <source>Seconds after</source>
        <translation>Secondi dopo</translation>
    </message>
    <message>
        <source>Seconds before</source>
        <translation>Secondi prima</translation>
    </message>
    <message>
        <source>Seconds {0} {1}</source>
        <translation>Secondi {0} {1}</translation>
    </message>
    <message>
        <source>after</source>
        <translation>dopo</translation>
    </message>
    <message>
        <source>before</source>
        <translation>prima</translation>
    </message>
</context>
<context>
    <name>Player</name>
    <message>
        <source>Time</source>
        <translation>Tempo</translation>
    </message>
    <message>
        <source>Time of the frame; click for another notation</source>
        <translation>Tempo del fotogramma; fai clic per un&apos;altra notazione</translation>
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
        <translation>Inizio</translation>
    </message>
</context>
<context>
    <name>QualityPanel</name>
    <message>
        <source>Average-mAP {0} % loose, {1} % tight</source>
        <translation>Average-mAP {0} % (loose), {1} % (tight)</translation>
    </message>
    <message>
        <source>Average-mAP: when the analysis is done</source>
        <translation>Average-mAP: ad analisi finita</translation>
    </message>
    <message>
        <source>False</source>
        <translation>Falsi</translation>
    </message>
    <message>
        <source>Figures by label</source>
        <translation>Cifre per etichetta</translation>
    </message>
    <message>
        <source>How far from the truth an event may be to count as found</source>
        <translation>Quanto può distare dalla verità un evento per contare come trovato</translation>
    </message>
    <message>
        <source>Missed</source>
        <translation>Mancati</translation>
    </message>
    <message>
        <source>Missed and false</source>
        <translation>Mancati e falsi</translation>
    </message>
    <message>
        <source>Missed and false events</source>
        <translation>Eventi mancati e falsi</translation>
    </message>
    <message>
        <source>Open the truth of this match to see what was found, missed and invented.</source>
        <translation>Apri la verità di questa partita per vedere che cosa è stato trovato, mancato e inventato.</translation>
    </message>
    <message>
        <source>SoccerNet&apos;s official figure over every proposal: tolerances of 5 to 60 s (loose), 1 to 5 s (tight)</source>
        <translation>Cifra ufficiale di SoccerNet su ogni proposta: tolleranze da 5 a 60 s (loose), da 1 a 5 s (tight)</translation>
    </message>
    <message>
        <source>Tolerance</source>
        <translation>Tolleranza</translation>
    </message>
    <message>
        <source>What to list</source>
        <translation>Che cosa elencare</translation>
    </message>
    <message>
        <source>within ±{0} s</source>
        <translation>entro ±{0} s</translation>
    </message>
    <message>
        <source>{0} events in {1}</source>
        <translation>{0} eventi in {1}</translation>
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
        <translation>Inizio</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>Durata</translation>
    </message>
    <message>
        <source>Out</source>
        <translation>Fine</translation>
    </message>
</context>
<context>
    <name>ReelPanel</name>
    <message>
        <source> of {0}</source>
        <translation> di {0}</translation>
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
        <translation>Prima i migliori</translation>
    </message>
    <message>
        <source>By time</source>
        <translation>Per tempo</translation>
    </message>
    <message>
        <source>Clips of the reel</source>
        <translation>Clip degli highlights</translation>
    </message>
    <message>
        <source>Contents</source>
        <translation>Contenuto</translation>
    </message>
    <message>
        <source>Goals, penalties and red cards</source>
        <translation>Gol, rigori e cartellini rossi</translation>
    </message>
    <message>
        <source>Longest reel</source>
        <translation>Durata massima</translation>
    </message>
    <message>
        <source>Longest reel in seconds: the least confident events are left out. 0 is any length.</source>
        <translation>Durata massima in secondi: gli eventi meno sicuri restano fuori. 0 è qualsiasi durata.</translation>
    </message>
    <message>
        <source>Merge overlapping clips</source>
        <translation>Unisci le clip sovrapposte</translation>
    </message>
    <message>
        <source>Order of the clips</source>
        <translation>Ordine delle clip</translation>
    </message>
    <message>
        <source>Order of the reel</source>
        <translation>Ordine degli highlights</translation>
    </message>
    <message>
        <source>Padding by label...</source>
        <translation>Margini per etichetta...</translation>
    </message>
    <message>
        <source>Which labels go into the reel, and how they are cut</source>
        <translation>Quali etichette entrano negli highlights, e come si tagliano</translation>
    </message>
    <message>
        <source>any length</source>
        <translation>qualsiasi durata</translation>
    </message>
    <message>
        <source>{0} clips · {1}{2}</source>
        <translation>{0} clip · {1}{2}</translation>
    </message>
</context>
<context>
    <name>RowHeader</name>
    <message>
        <source>Hide {0}</source>
        <translation>Nascondi {0}</translation>
    </message>
    <message>
        <source>Least confidence of {0}; drag its line, type, or turn the wheel</source>
        <translation>Confidenza minima di {0}; trascina la linea, scrivi o gira la rotella</translation>
    </message>
    <message>
        <source>Show only {0}</source>
        <translation>Mostra solo {0}</translation>
    </message>
    <message>
        <source>Threshold of {0}</source>
        <translation>Soglia di {0}</translation>
    </message>
</context>
<context>
    <name>SettingsDialog</name>
    <message>
        <source>General</source>
        <translation>Generali</translation>
    </message>
    <message>
        <source>Keyboard</source>
        <translation>Tastiera</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Impostazioni</translation>
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
        <translation>Scegli quali righe sono aperte</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>Righe</translation>
    </message>
    <message>
        <source>clips</source>
        <translation>clip</translation>
    </message>
    <message>
        <source>sound</source>
        <translation>audio</translation>
    </message>
    <message>
        <source>{0} more rows</source>
        <translation>altre {0} righe</translation>
    </message>
</context>
<context>
    <name>Work</name>
    <message>
        <source>Analysing {0}</source>
        <translation>Analisi di {0}</translation>
    </message>
    <message>
        <source>Exporting {0}</source>
        <translation>Esportazione di {0}</translation>
    </message>
    <message>
        <source>Exporting {0} clips</source>
        <translation>Esportazione di {0} clip</translation>
    </message>
    <message>
        <source>Opening {0}</source>
        <translation>Apertura di {0}</translation>
    </message>
    <message>
        <source>Reading the analysis</source>
        <translation>Lettura dell&apos;analisi</translation>
    </message>
    <message>
        <source>Reading {0}</source>
        <translation>Lettura di {0}</translation>
    </message>
</context>
<context>
    <name>actions</name>
    <message>
        <source>&amp;Accept and go on</source>
        <translation>&amp;Accetta e prosegui</translation>
    </message>
    <message>
        <source>&amp;Back to automatic</source>
        <translation>Riporta ad automati&amp;co</translation>
    </message>
    <message>
        <source>&amp;Close the match</source>
        <translation>&amp;Chiudi la partita</translation>
    </message>
    <message>
        <source>&amp;Copy a report</source>
        <translation>&amp;Copia un rapporto</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>&amp;Modifica</translation>
    </message>
    <message>
        <source>&amp;Export the reel...</source>
        <translation>&amp;Esporta gli highlights...</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>&amp;File</translation>
    </message>
    <message>
        <source>&amp;Find events...</source>
        <translation>&amp;Trova eventi...</translation>
    </message>
    <message>
        <source>&amp;Full screen</source>
        <translation>&amp;Schermo intero</translation>
    </message>
    <message>
        <source>&amp;Go to time...</source>
        <translation>&amp;Vai al tempo...</translation>
    </message>
    <message>
        <source>&amp;Halves and match clock...</source>
        <translation>Tempi e &amp;orologio della partita...</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Aiuto</translation>
    </message>
    <message>
        <source>&amp;Keyboard</source>
        <translation>&amp;Tastiera</translation>
    </message>
    <message>
        <source>&amp;Locate the match file...</source>
        <translation>&amp;Trova il file della partita...</translation>
    </message>
    <message>
        <source>&amp;Loop the clip</source>
        <translation>Ripeti la c&amp;lip</translation>
    </message>
    <message>
        <source>&amp;Moments</source>
        <translation>Mo&amp;menti</translation>
    </message>
    <message>
        <source>&amp;Mute</source>
        <translation>Silenzia (&amp;mute)</translation>
    </message>
    <message>
        <source>&amp;Next event</source>
        <translation>Evento &amp;successivo</translation>
    </message>
    <message>
        <source>&amp;Open...</source>
        <translation>&amp;Apri...</translation>
    </message>
    <message>
        <source>&amp;Play</source>
        <translation>&amp;Riproduzione</translation>
    </message>
    <message>
        <source>&amp;Play or pause</source>
        <translation>&amp;Riproduci o metti in pausa</translation>
    </message>
    <message>
        <source>&amp;Preview the reel</source>
        <translation>&amp;Anteprima degli highlights</translation>
    </message>
    <message>
        <source>&amp;Previous event</source>
        <translation>Evento &amp;precedente</translation>
    </message>
    <message>
        <source>&amp;Quality</source>
        <translation>&amp;Qualità</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Esci</translation>
    </message>
    <message>
        <source>&amp;Raw votes</source>
        <translation>Voti &amp;grezzi</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>&amp;Ripeti</translation>
    </message>
    <message>
        <source>&amp;Reel</source>
        <translation>&amp;Highlights</translation>
    </message>
    <message>
        <source>&amp;Reject and go on</source>
        <translation>&amp;Rifiuta e prosegui</translation>
    </message>
    <message>
        <source>&amp;Reset the clip</source>
        <translation>&amp;Ripristina la clip</translation>
    </message>
    <message>
        <source>&amp;Save now</source>
        <translation>&amp;Salva ora</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Annulla</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>V&amp;ista</translation>
    </message>
    <message>
        <source>&amp;Zoom to the event</source>
        <translation>&amp;Ingrandisci sull&apos;evento</translation>
    </message>
    <message>
        <source>A&amp;dd an event here</source>
        <translation>A&amp;ggiungi un evento qui</translation>
    </message>
    <message>
        <source>A&amp;dd the next half or file...</source>
        <translation>A&amp;ggiungi il tempo o il file successivo...</translation>
    </message>
    <message>
        <source>A&amp;nalyse</source>
        <translation>Anali&amp;zza</translation>
    </message>
    <message>
        <source>About the &amp;model</source>
        <translation>Informazioni sul &amp;modello</translation>
    </message>
    <message>
        <source>Accept and go to the next undecided event</source>
        <translation>Accetta e passa al prossimo evento da decidere</translation>
    </message>
    <message>
        <source>Add a further file of the same match</source>
        <translation>Aggiunge un altro file della stessa partita</translation>
    </message>
    <message>
        <source>Add an event at the playhead</source>
        <translation>Aggiunge un evento nel punto di riproduzione</translation>
    </message>
    <message>
        <source>Analyse a&amp;gain</source>
        <translation>Analizza di n&amp;uovo</translation>
    </message>
    <message>
        <source>Analyse with another checkpoint</source>
        <translation>Analizza con un altro modello</translation>
    </message>
    <message>
        <source>Change how the application behaves</source>
        <translation>Cambia il comportamento dell&apos;applicazione</translation>
    </message>
    <message>
        <source>Clip &amp;in here</source>
        <translation>La clip &amp;inizia qui</translation>
    </message>
    <message>
        <source>Clip &amp;out here</source>
        <translation>La clip finisce &amp;qui</translation>
    </message>
    <message>
        <source>Clock, SMPTE, seconds or frame</source>
        <translation>Orologio, SMPTE, secondi o fotogramma</translation>
    </message>
    <message>
        <source>Close the match; its project is saved</source>
        <translation>Chiude la partita; il progetto è salvato</translation>
    </message>
    <message>
        <source>Copy versions and recent messages for a bug report</source>
        <translation>Copia versioni e messaggi recenti per segnalare un errore</translation>
    </message>
    <message>
        <source>Do it again</source>
        <translation>Rifà quello che è stato annullato</translation>
    </message>
    <message>
        <source>Draw the votes per frame, as the paper does</source>
        <translation>Disegna i voti per fotogramma, come nell&apos;articolo</translation>
    </message>
    <message>
        <source>E&amp;vent</source>
        <translation>E&amp;vento</translation>
    </message>
    <message>
        <source>End the selected clip after this frame</source>
        <translation>Termina la clip scelta dopo questo fotogramma</translation>
    </message>
    <message>
        <source>Export the &amp;clips...</source>
        <translation>Esporta le &amp;clip...</translation>
    </message>
    <message>
        <source>Filter the table by text</source>
        <translation>Filtra la tabella per testo</translation>
    </message>
    <message>
        <source>Find a match file that was moved</source>
        <translation>Trova il file di una partita che è stato spostato</translation>
    </message>
    <message>
        <source>Forget what you decided about the event</source>
        <translation>Dimentica quello che hai deciso sull&apos;evento</translation>
    </message>
    <message>
        <source>Give the clip its label&apos;s padding again</source>
        <translation>Ridà alla clip i margini della sua etichetta</translation>
    </message>
    <message>
        <source>Give the event this label</source>
        <translation>Dà all&apos;evento questa etichetta</translation>
    </message>
    <message>
        <source>Go to the event after</source>
        <translation>Passa all&apos;evento successivo</translation>
    </message>
    <message>
        <source>Go to the event before</source>
        <translation>Torna all&apos;evento precedente</translation>
    </message>
    <message>
        <source>Go to the first frame</source>
        <translation>Vai al primo fotogramma</translation>
    </message>
    <message>
        <source>Go to the last frame</source>
        <translation>Vai all&apos;ultimo fotogramma</translation>
    </message>
    <message>
        <source>Jump one second back</source>
        <translation>Salta indietro di un secondo</translation>
    </message>
    <message>
        <source>Jump one second on</source>
        <translation>Salta avanti di un secondo</translation>
    </message>
    <message>
        <source>Jump ten seconds back</source>
        <translation>Salta indietro di dieci secondi</translation>
    </message>
    <message>
        <source>Jump ten seconds on</source>
        <translation>Salta avanti di dieci secondi</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>Etichetta</translation>
    </message>
    <message>
        <source>Label 1</source>
        <translation>Etichetta 1</translation>
    </message>
    <message>
        <source>Label 2</source>
        <translation>Etichetta 2</translation>
    </message>
    <message>
        <source>Label 3</source>
        <translation>Etichetta 3</translation>
    </message>
    <message>
        <source>Label 4</source>
        <translation>Etichetta 4</translation>
    </message>
    <message>
        <source>Label 5</source>
        <translation>Etichetta 5</translation>
    </message>
    <message>
        <source>Label 6</source>
        <translation>Etichetta 6</translation>
    </message>
    <message>
        <source>Label 7</source>
        <translation>Etichetta 7</translation>
    </message>
    <message>
        <source>Label 8</source>
        <translation>Etichetta 8</translation>
    </message>
    <message>
        <source>Label 9</source>
        <translation>Etichetta 9</translation>
    </message>
    <message>
        <source>Look anew, as the settings say; what you decided on stays</source>
        <translation>Cerca di nuovo, come dicono le impostazioni; ciò che hai deciso resta</translation>
    </message>
    <message>
        <source>Look for events in the match</source>
        <translation>Cerca gli eventi nella partita</translation>
    </message>
    <message>
        <source>M&amp;erge the selected</source>
        <translation>&amp;Unisci i selezionati</translation>
    </message>
    <message>
        <source>Make one event of the selected ones</source>
        <translation>Fa un solo evento di quelli selezionati</translation>
    </message>
    <message>
        <source>Measure the events against annotations (Labels.json)</source>
        <translation>Misura gli eventi rispetto alle annotazioni (Labels.json)</translation>
    </message>
    <message>
        <source>Move the event one frame back</source>
        <translation>Sposta l&apos;evento un fotogramma indietro</translation>
    </message>
    <message>
        <source>Move the event one frame on</source>
        <translation>Sposta l&apos;evento un fotogramma avanti</translation>
    </message>
    <message>
        <source>Move the event to the playhead</source>
        <translation>Sposta l&apos;evento nel punto di riproduzione</translation>
    </message>
    <message>
        <source>Move to the playhead</source>
        <translation>Sposta nel punto di riproduzione</translation>
    </message>
    <message>
        <source>Nudge a frame back</source>
        <translation>Un fotogramma indietro (evento)</translation>
    </message>
    <message>
        <source>Nudge a frame on</source>
        <translation>Un fotogramma avanti (evento)</translation>
    </message>
    <message>
        <source>One frame back</source>
        <translation>Un fotogramma indietro</translation>
    </message>
    <message>
        <source>One frame on</source>
        <translation>Un fotogramma avanti</translation>
    </message>
    <message>
        <source>One second back</source>
        <translation>Un secondo indietro</translation>
    </message>
    <message>
        <source>One second on</source>
        <translation>Un secondo avanti</translation>
    </message>
    <message>
        <source>Open &amp;predictions...</source>
        <translation>Apri &amp;previsioni...</translation>
    </message>
    <message>
        <source>Open &amp;recent</source>
        <translation>Apri &amp;recenti</translation>
    </message>
    <message>
        <source>Open a match or a project</source>
        <translation>Apre una partita o un progetto</translation>
    </message>
    <message>
        <source>Choose a mod&amp;el...</source>
        <translation>Scegli un &amp;modello...</translation>
    </message>
    <message>
        <source>Edit the n&amp;ote</source>
        <translation>Modifica la n&amp;ota</translation>
    </message>
    <message>
        <source>Next time&amp;code notation</source>
        <translation>Notazione &amp;temporale successiva</translation>
    </message>
    <message>
        <source>Open the sa&amp;mple match</source>
        <translation>Apri la partita &amp;di esempio</translation>
    </message>
    <message>
        <source>Open the tr&amp;uth...</source>
        <translation>Apri la &amp;verità...</translation>
    </message>
    <message>
        <source>P&amp;ut in the reel or take out</source>
        <translation>&amp;Metti negli highlights o togli</translation>
    </message>
    <message>
        <source>Pa&amp;use</source>
        <translation>&amp;Pausa</translation>
    </message>
    <message>
        <source>Pause; stops the shuttle</source>
        <translation>Pausa; ferma anche lo shuttle</translation>
    </message>
    <message>
        <source>Play &amp;around the event</source>
        <translation>Riproduci &amp;attorno all&apos;evento</translation>
    </message>
    <message>
        <source>Play backwards; again for faster</source>
        <translation>Riproduce all&apos;indietro; di nuovo per più veloce</translation>
    </message>
    <message>
        <source>Play or pause</source>
        <translation>Riproduce o mette in pausa</translation>
    </message>
    <message>
        <source>Play the reel as it will be cut</source>
        <translation>Riproduce gli highlights come saranno montati</translation>
    </message>
    <message>
        <source>Play the selected event&apos;s clip again and again</source>
        <translation>Ripete di continuo la clip dell&apos;evento scelto</translation>
    </message>
    <message>
        <source>Play the selected event&apos;s clip once</source>
        <translation>Riproduce una volta la clip dell&apos;evento scelto</translation>
    </message>
    <message>
        <source>Play; again for faster</source>
        <translation>Riproduce; di nuovo per più veloce</translation>
    </message>
    <message>
        <source>Precision, recall and what was missed, against the truth</source>
        <translation>Precisione, richiamo e ciò che è mancato, rispetto alla verità</translation>
    </message>
    <message>
        <source>Put every panel back in its place</source>
        <translation>Rimette ogni pannello al suo posto</translation>
    </message>
    <message>
        <source>Put the event into the reel, or take it out</source>
        <translation>Mette l&apos;evento negli highlights, o lo toglie</translation>
    </message>
    <message>
        <source>Put the keyboard into the first label&apos;s threshold; Tab for the next, Escape to leave</source>
        <translation>Porta la tastiera sulla soglia della prima etichetta; Tab per la successiva, Esc per uscire</translation>
    </message>
    <message>
        <source>Re&amp;move</source>
        <translation>Ri&amp;muovi</translation>
    </message>
    <message>
        <source>Reject and go to the next undecided event</source>
        <translation>Rifiuta e passa al prossimo evento da decidere</translation>
    </message>
    <message>
        <source>Remove events you added, reject the others</source>
        <translation>Rimuove gli eventi aggiunti da te, rifiuta gli altri</translation>
    </message>
    <message>
        <source>Reset the &amp;layout</source>
        <translation>Ripristina la &amp;disposizione</translation>
    </message>
    <message>
        <source>Review events that another program found</source>
        <translation>Rivedi eventi trovati da un altro programma</translation>
    </message>
    <message>
        <source>Save &amp;as...</source>
        <translation>Salva con &amp;nome...</translation>
    </message>
    <message>
        <source>Save and leave</source>
        <translation>Salva ed esce</translation>
    </message>
    <message>
        <source>Save the project now; it also saves itself</source>
        <translation>Salva subito il progetto; si salva anche da solo</translation>
    </message>
    <message>
        <source>Save the project under another name</source>
        <translation>Salva il progetto con un altro nome</translation>
    </message>
    <message>
        <source>Say which half each file is, and its clock</source>
        <translation>Indica quale tempo è ogni file, e il suo orologio</translation>
    </message>
    <message>
        <source>Se&amp;ttings...</source>
        <translation>&amp;Impostazioni...</translation>
    </message>
    <message>
        <source>Select &amp;all events</source>
        <translation>Se&amp;leziona tutti gli eventi</translation>
    </message>
    <message>
        <source>Select every event in the table</source>
        <translation>Seleziona ogni evento della tabella</translation>
    </message>
    <message>
        <source>Set a &amp;threshold</source>
        <translation>Imposta una s&amp;oglia</translation>
    </message>
    <message>
        <source>Show every shortcut</source>
        <translation>Mostra tutte le scorciatoie</translation>
    </message>
    <message>
        <source>Show the &amp;whole match</source>
        <translation>Mostra tutta la &amp;partita</translation>
    </message>
    <message>
        <source>Show the event&apos;s surroundings</source>
        <translation>Mostra i dintorni dell&apos;evento</translation>
    </message>
    <message>
        <source>Show the whole match</source>
        <translation>Mostra tutta la partita</translation>
    </message>
    <message>
        <source>Show the window on the whole screen</source>
        <translation>Mostra la finestra a tutto schermo</translation>
    </message>
    <message>
        <source>Shuttle &amp;backwards</source>
        <translation>Shuttle &amp;indietro</translation>
    </message>
    <message>
        <source>Shuttle &amp;forwards</source>
        <translation>Shuttle avan&amp;ti</translation>
    </message>
    <message>
        <source>Start the selected clip at the playhead</source>
        <translation>Fa iniziare la clip scelta nel punto di riproduzione</translation>
    </message>
    <message>
        <source>Step one frame back</source>
        <translation>Torna indietro di un fotogramma</translation>
    </message>
    <message>
        <source>Step one frame on</source>
        <translation>Va avanti di un fotogramma</translation>
    </message>
    <message>
        <source>Switch the sound off or on</source>
        <translation>Spegne o accende l&apos;audio</translation>
    </message>
    <message>
        <source>Take the last edit back</source>
        <translation>Annulla l&apos;ultima modifica</translation>
    </message>
    <message>
        <source>Ten seconds back</source>
        <translation>Dieci secondi indietro</translation>
    </message>
    <message>
        <source>Ten seconds on</source>
        <translation>Dieci secondi avanti</translation>
    </message>
    <message>
        <source>To the end</source>
        <translation>Alla fine</translation>
    </message>
    <message>
        <source>To the start</source>
        <translation>All&apos;inizio</translation>
    </message>
    <message>
        <source>Try everything on a rendered match</source>
        <translation>Prova tutto su una partita generata al computer</translation>
    </message>
    <message>
        <source>Type a time to go to</source>
        <translation>Scrivi un tempo a cui andare</translation>
    </message>
    <message>
        <source>What may be worth showing, ranked, with its reasons; again for the events</source>
        <translation>Che cosa può valere la pena mostrare, in ordine e col perché; di nuovo per gli eventi</translation>
    </message>
    <message>
        <source>What the model was trained on</source>
        <translation>Su che cosa è stato addestrato il modello</translation>
    </message>
    <message>
        <source>Write a note</source>
        <translation>Scrive una nota</translation>
    </message>
    <message>
        <source>Write every clip as a file of its own</source>
        <translation>Scrive ogni clip in un file a sé</translation>
    </message>
    <message>
        <source>Write the reel as one MP4</source>
        <translation>Scrive gli highlights in un solo MP4</translation>
    </message>
    <message>
        <source>Zoom in</source>
        <translation>Ingrandisci</translation>
    </message>
    <message>
        <source>Zoom in around the playhead</source>
        <translation>Ingrandisce attorno al punto di riproduzione</translation>
    </message>
    <message>
        <source>Zoom out</source>
        <translation>Riduci</translation>
    </message>
    <message>
        <source>Zoom out around the playhead</source>
        <translation>Riduce attorno al punto di riproduzione</translation>
    </message>
</context>
<context>
    <name>asking</name>
    <message>
        <source>Add a further file of this match</source>
        <translation>Aggiungi un altro file di questa partita</translation>
    </message>
    <message>
        <source>All files</source>
        <translation>Tutti i file</translation>
    </message>
    <message>
        <source>Choose a model</source>
        <translation>Scegli un modello</translation>
    </message>
    <message>
        <source>Copy report</source>
        <translation>Copia il rapporto</translation>
    </message>
    <message>
        <source>Matches</source>
        <translation>Partite</translation>
    </message>
    <message>
        <source>Matches and projects</source>
        <translation>Partite e progetti</translation>
    </message>
    <message>
        <source>Open a match</source>
        <translation>Apri una partita</translation>
    </message>
    <message>
        <source>Open predictions or truth</source>
        <translation>Apri previsioni o verità</translation>
    </message>
    <message>
        <source>Predictions and annotations</source>
        <translation>Previsioni e annotazioni</translation>
    </message>
    <message>
        <source>Projects</source>
        <translation>Progetti</translation>
    </message>
    <message>
        <source>RMS-Net checkpoints</source>
        <translation>Modelli RMS-Net</translation>
    </message>
    <message>
        <source>Something went wrong</source>
        <translation>Qualcosa è andato storto</translation>
    </message>
    <message>
        <source>Where is {0}?</source>
        <translation>Dov&apos;è {0}?</translation>
    </message>
    <message>
        <source>Your work is saved. The report helps to mend the fault.</source>
        <translation>Il tuo lavoro è salvato. Il rapporto aiuta a correggere il guasto.</translation>
    </message>
</context>
<context>
    <name>commands</name>
    <message>
        <source>Accept</source>
        <translation>Accetta</translation>
    </message>
    <message>
        <source>Add event</source>
        <translation>Aggiungi evento</translation>
    </message>
    <message>
        <source>Add moment</source>
        <translation>Aggiungi momento</translation>
    </message>
    <message>
        <source>Add {0}</source>
        <translation>Aggiungi {0}</translation>
    </message>
    <message>
        <source>Back to automatic</source>
        <translation>Riporta ad automatico</translation>
    </message>
    <message>
        <source>Change label</source>
        <translation>Cambia etichetta</translation>
    </message>
    <message>
        <source>Change match clock</source>
        <translation>Cambia l&apos;orologio della partita</translation>
    </message>
    <message>
        <source>Change padding</source>
        <translation>Cambia i margini</translation>
    </message>
    <message>
        <source>Change shape</source>
        <translation>Cambia il formato</translation>
    </message>
    <message>
        <source>Change target length</source>
        <translation>Cambia la durata voluta</translation>
    </message>
    <message>
        <source>Choose labels</source>
        <translation>Scegli le etichette</translation>
    </message>
    <message>
        <source>Edit note</source>
        <translation>Modifica la nota</translation>
    </message>
    <message>
        <source>Merge events</source>
        <translation>Unisci eventi</translation>
    </message>
    <message>
        <source>Merge overlapping clips</source>
        <translation>Unisci le clip sovrapposte</translation>
    </message>
    <message>
        <source>Move event</source>
        <translation>Sposta l&apos;evento</translation>
    </message>
    <message>
        <source>Move threshold</source>
        <translation>Sposta la soglia</translation>
    </message>
    <message>
        <source>Order reel</source>
        <translation>Ordina gli highlights</translation>
    </message>
    <message>
        <source>Put in reel</source>
        <translation>Metti negli highlights</translation>
    </message>
    <message>
        <source>Reject</source>
        <translation>Rifiuta</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Rimuovi</translation>
    </message>
    <message>
        <source>Reset clip</source>
        <translation>Ripristina la clip</translation>
    </message>
    <message>
        <source>Take out of reel</source>
        <translation>Togli dagli highlights</translation>
    </message>
    <message>
        <source>Trim clip</source>
        <translation>Rifila la clip</translation>
    </message>
</context>
<context>
    <name>export</name>
    <message>
        <source>{0}: frames {1} to {2} ({3} early, {4} late)</source>
        <translation>{0}: fotogrammi da {1} a {2} ({3} in anticipo, {4} in ritardo)</translation>
    </message>
</context>
<context>
    <name>settings</name>
    <message>
        <source>Also look for</source>
        <translation>Cerca anche</translation>
    </message>
    <message>
        <source>Analyse on</source>
        <translation>Analizza su</translation>
    </message>
    <message>
        <source>Apple GPU</source>
        <translation>GPU Apple</translation>
    </message>
    <message>
        <source>Apple VideoToolbox</source>
        <translation>Apple VideoToolbox</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Come il sistema</translation>
    </message>
    <message>
        <source>CPU</source>
        <translation>CPU</translation>
    </message>
    <message>
        <source>Clock</source>
        <translation>Orologio</translation>
    </message>
    <message>
        <source>Colours of the window</source>
        <translation>Colori della finestra</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Scuro</translation>
    </message>
    <message>
        <source>Decode on</source>
        <translation>Decodifica su</translation>
    </message>
    <message>
        <source>English</source>
        <translation>English</translation>
    </message>
    <message>
        <source>Frame at the mouse</source>
        <translation>Fotogramma al mouse</translation>
    </message>
    <message>
        <source>Frame number</source>
        <translation>Numero del fotogramma</translation>
    </message>
    <message>
        <source>How long before a chosen event the playhead stops</source>
        <translation>Quanto prima dell&apos;evento scelto si ferma la riproduzione</translation>
    </message>
    <message>
        <source>How the playhead&apos;s time is written</source>
        <translation>Come si scrive il tempo della riproduzione</translation>
    </message>
    <message>
        <source>Italiano</source>
        <translation>Italiano</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Lingua</translation>
    </message>
    <message>
        <source>Lead-in (s)</source>
        <translation>Anticipo (s)</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Chiaro</translation>
    </message>
    <message>
        <source>NVIDIA GPU</source>
        <translation>GPU NVIDIA</translation>
    </message>
    <message>
        <source>Nothing</source>
        <translation>Niente</translation>
    </message>
    <message>
        <source>Nowhere</source>
        <translation>Da nessuna parte</translation>
    </message>
    <message>
        <source>Overview</source>
        <translation>Panoramica</translation>
    </message>
    <message>
        <source>SMPTE timecode</source>
        <translation>Timecode SMPTE</translation>
    </message>
    <message>
        <source>Score bug</source>
        <translation>Grafica del punteggio</translation>
    </message>
    <message>
        <source>Score bug and sound</source>
        <translation>Grafica del punteggio e audio</translation>
    </message>
    <message>
        <source>Seconds</source>
        <translation>Secondi</translation>
    </message>
    <message>
        <source>Sound</source>
        <translation>Audio</translation>
    </message>
    <message>
        <source>Takes effect at the next start</source>
        <translation>Vale dal prossimo avvio</translation>
    </message>
    <message>
        <source>The fastest there is</source>
        <translation>Il più veloce disponibile</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>Tema</translation>
    </message>
    <message>
        <source>Timeline and overview</source>
        <translation>Timeline e panoramica</translation>
    </message>
    <message>
        <source>Times as</source>
        <translation>Tempi come</translation>
    </message>
    <message>
        <source>What an analysis reads from the broadcast itself, beside the model&apos;s events</source>
        <translation>Che cosa un&apos;analisi legge dalla trasmissione stessa, oltre agli eventi del modello</translation>
    </message>
    <message>
        <source>What decodes the video for an analysis; where it cannot, the CPU steps in</source>
        <translation>Che cosa decodifica il video per un&apos;analisi; dove non può, subentra la CPU</translation>
    </message>
    <message>
        <source>Where pointing at a time shows its frame</source>
        <translation>Dove indicare un tempo ne mostra il fotogramma</translation>
    </message>
    <message>
        <source>Where the network runs</source>
        <translation>Dove gira la rete</translation>
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
        <translation>Danneggiato da {0} in poi: analizzato fin lì.</translation>
    </message>
    <message>
        <source>No score bug was found.</source>
        <translation>Non è stata trovata nessuna grafica del punteggio.</translation>
    </message>
    <message>
        <source>The file has no sound.</source>
        <translation>Il file non ha audio.</translation>
    </message>
    <message>
        <source>The score bug was not looked for.</source>
        <translation>La grafica del punteggio non è stata cercata.</translation>
    </message>
    <message>
        <source>The sound cannot be decoded.</source>
        <translation>L&apos;audio non si può decodificare.</translation>
    </message>
    <message>
        <source>The sound ends at {0}.</source>
        <translation>L&apos;audio finisce a {0}.</translation>
    </message>
    <message>
        <source>The sound is in a format that this program cannot decode.</source>
        <translation>L&apos;audio è in un formato che questo programma non sa decodificare.</translation>
    </message>
    <message>
        <source>The sound is silent.</source>
        <translation>L&apos;audio è muto.</translation>
    </message>
    <message>
        <source>The sound was not measured.</source>
        <translation>L&apos;audio non è stato misurato.</translation>
    </message>
    <message>
        <source>Trained on {0} matches rendered by this software, not on real footage: it is not a broadcast model, and what it says about real matches means little.</source>
        <translation>Addestrato su {0} partite generate da questo programma, non su riprese reali: non è un modello per le trasmissioni, e su partite vere dice poco.</translation>
    </message>
    <message>
        <source>{0} packets of the sound are damaged.</source>
        <translation>{0} pacchetti dell&apos;audio sono danneggiati.</translation>
    </message>
    <message>
        <source>{0} sound tracks: using stream {1}.</source>
        <translation>{0} tracce audio: si usa il flusso {1}.</translation>
    </message>
    <message>
        <source>{0} video streams: using stream {1} ({2}).</source>
        <translation>{0} flussi video: si usa il flusso {1} ({2}).</translation>
    </message>
</context>
</TS>
