from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import url2pathname
from xml.etree import ElementTree as ET

import opentimelineio as otio
import pytest

from app.core.clip_names import clip_paths, safe_name
from app.core.cuts import open_match
from app.core.events import accept, annotate, manual_event, reject
from app.core.interchange import FORMATS, HandOff, write_hand_off
from app.core.interchange.timeline import STANDARD_RATES, place
from app.core.matches import describe_source
from app.core.project import ModelReference, Project
from app.core.reel import Padding, ReelOptions
from app.core.thresholds import Candidates
from app.core.timecode import parse_smpte
from rmsnet.errors import OptionError, OutputError
from rmsnet.labels import SOCCERNET_V1
from rmsnet.predictions import read_predictions
from rmsnet.spots import Spot
from tests.media import encode, ffmpeg

NTSC = Fraction(30000, 1001)
RATES = [Fraction(24000, 1001), Fraction(24), Fraction(25), NTSC, Fraction(30), Fraction(50), NTSC * 2]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("rates")


@pytest.fixture(params=RATES, ids=lambda rate: f"{float(rate):.2f}")
def hand_off(request, folder):
    """Three clips of a match at some rate, with sound."""
    rate = request.param
    path = folder / f"it's a {float(rate):.3f} «match» & more.mp4"
    if not path.exists():
        plain = encode(folder / "plain.mp4", [n / rate for n in range(round(6 * rate))], size=(160, 90), rate=rate)
        ffmpeg("-i", plain, "-f", "lavfi", "-t", "6", "-i", "sine=500", "-c:v", "copy", "-c:a", "aac", path)
    return hand_off_of(path)


def hand_off_of(path):
    file = path.with_suffix(".rmsnet")
    found = Candidates.from_spots(
        [Spot(1.0, "goal", 0.9), Spot(2.7, "card", 0.8), Spot(4.4, "goal", 0.7), Spot(5.5, "substitution", 0.6)],
        model_name="net",
        model_fingerprint="ab12",
    ).events
    events = (accept(found[0], 0.5), annotate(found[1], "=late & <high>"), found[2], reject(found[3]))
    options = ReelOptions(labels=("goal", "card"), padding=dict.fromkeys(("goal", "card"), Padding(0.31, 0.47)))
    project = Project(
        sources=(describe_source(path, file, half=2),),
        events=events,
        reel=options,
        model=ModelReference(name="net", fingerprint="ab12", trained_on="rendered matches"),
    )
    return HandOff.of(project, project.build_reel(), [path], "Cup – final & more")


def frames(hand_off):
    return [(cut.first_frame, cut.last_frame + 1) for cut in hand_off.cuts]


def made(hand_off, kind):
    return FORMATS[kind].make(hand_off)


def test_otio_gives_the_same_frames(hand_off, tmp_path):
    file = tmp_path / "reel.otio"
    write_hand_off("otio", hand_off, file)
    timeline = otio.adapters.read_from_file(str(file))
    assert [track.kind for track in timeline.tracks] == ["Video", "Audio"]
    for track in timeline.tracks:
        assert otio_frames(track) == frames(hand_off)
    first = timeline.video_tracks()[0][0]
    assert first.metadata["rmsnet"]["confidence"] == 0.9
    assert first.metadata["rmsnet"]["state"] == "accepted"
    assert first.markers[0].metadata["rmsnet"]["model_fingerprint"] == "ab12"


def otio_frames(track):
    ranges = [clip.source_range for clip in track if isinstance(clip, otio.schema.Clip)]
    return [(r.start_time.to_frames(), r.end_time_exclusive().to_frames()) for r in ranges]


def test_edl_timecodes_are_the_same_frames(hand_off):
    rate = place(hand_off).rate
    lines = made(hand_off, "edl").decode("ascii").splitlines()
    drop = rate.denominator == 1001 and round(rate) in (30, 60)
    assert lines[1] == ("FCM: DROP FRAME" if drop else "FCM: NON-DROP FRAME")
    rows = [line.split() for line in lines if line[:3].isdigit()]
    found = [tuple(parse_smpte(word, rate) for word in row[4:]) for row in rows]
    assert [(a, b) for a, b, _, _ in found] == frames(hand_off)
    record = found[0][2]
    assert rows[0][6] in ("01:00:00:00", "01:00:00;00")
    for source_in, source_out, record_in, record_out in found:
        assert (record_in, record_out - record_in) == (record, source_out - source_in)
        record = record_out


def test_otio_reads_the_edl(hand_off):
    rate = place(hand_off).rate
    timeline = otio.adapters.read_from_string(made(hand_off, "edl").decode(), "cmx_3600", rate=float(rate))
    for track in timeline.video_tracks():
        assert otio_frames(track) == frames(hand_off)


def test_otio_reads_the_fcp7_xml(hand_off):
    timeline = otio.adapters.read_from_string(made(hand_off, "fcp7").decode(), "fcp_xml")
    assert len(timeline.video_tracks()) == 1
    assert len(timeline.audio_tracks()) == 2
    for track in timeline.tracks:
        assert otio_frames(track) == frames(hand_off)


def test_fcp7_xml_says_rate_frames_and_links(hand_off):
    root = ET.fromstring(made(hand_off, "fcp7"))  # noqa: S314 - our own
    rate = place(hand_off).rate
    sequence = root.find("sequence")
    assert sequence.findtext("rate/timebase") == str(round(rate))
    assert sequence.findtext("rate/ntsc") == ("TRUE" if rate.denominator == 1001 else "FALSE")
    for track in root.iter("track"):
        items = track.findall("clipitem")
        assert [(int(i.findtext("in")), int(i.findtext("out"))) for i in items] == frames(hand_off)
        record = 0
        for item in items:
            length = int(item.findtext("out")) - int(item.findtext("in"))
            assert (int(item.findtext("start")), int(item.findtext("end"))) == (record, record + length)
            record += length
    ids = {item.get("id") for item in root.iter("clipitem")}
    assert {link.findtext("linkclipref") for link in root.iter("link")} == ids
    assert len([file for file in root.iter("file") if file.find("pathurl") is not None]) == 1


def test_fcpxml_keeps_final_cuts_rules(hand_off):
    """Apple's document type has no validator that works offline and no adapter that is exact: its rules are here."""
    root = ET.fromstring(made(hand_off, "fcpxml"))  # noqa: S314 - our own
    rate = place(hand_off).rate
    frame, resources = 1 / rate, root.find("resources")
    ids = [item.get("id") for item in resources]
    assert len(set(ids)) == len(ids)
    formats = {item.get("id"): seconds(item.get("frameDuration")) for item in resources.findall("format")}
    assert set(formats.values()) == {frame}
    assets = {item.get("id"): item for item in resources.findall("asset")}
    for asset in assets.values():
        assert asset.get("format") in formats
        assert asset.find("media-rep").get("src").startswith("file:///")
    sequence = root.find("library/event/project/sequence")
    record, found = Fraction(0), []
    for clip in sequence.find("spine"):
        assert clip.tag == "asset-clip"
        assert [child.tag for child in clip] == ["note", "marker"]  # in the document type's order
        start, duration, offset = (seconds(clip.get(name)) for name in ("start", "duration", "offset"))
        assert all((time / frame).denominator == 1 for time in (start, duration, offset))
        assert offset == record
        asset = assets[clip.get("ref")]
        first, length = seconds(asset.get("start")), seconds(asset.get("duration"))
        assert first <= start < start + duration <= first + length
        assert start <= seconds(clip.find("marker").get("start")) < start + duration
        record += duration
        found.append((int((start - first) / frame), int((start - first + duration) / frame)))
    assert seconds(sequence.get("duration")) == record
    assert found == frames(hand_off)


def seconds(text):
    assert text.endswith("s")
    return Fraction(text.removesuffix("s"))


def with_cuts(hand_off, spans, **source):
    """The same hand-over of other parts of a longer source, in frames: nothing of it is read."""
    rate = place(hand_off).rate
    first = replace(hand_off.cuts[0], source=replace(hand_off.cuts[0].source, **source))
    clip = hand_off.reel.clips[0]
    cuts = tuple(
        replace(first, first_frame=a, last_frame=b - 1, start=float(a / rate), end=float(b / rate)) for a, b in spans
    )
    return replace(hand_off, cuts=cuts, reel=replace(hand_off.reel, clips=(clip,) * len(cuts)))


def read_back(hand_off, kind):
    """The source frames that OpenTimelineIO's adapters find."""
    adapter = {"otio": "otio_json", "edl": "cmx_3600", "fcp7": "fcp_xml"}[kind]
    more = {"rate": float(place(hand_off).rate)} if kind == "edl" else {}
    timeline = otio.adapters.read_from_string(made(hand_off, kind).decode(), adapter, **more)
    return otio_frames(timeline.video_tracks()[0])


def test_drop_frame_minutes_single_frames_and_hours_keep_their_frames(hand_off):
    rate = place(hand_off).rate
    minute, hour = round(60 * rate), round(3600 * rate)
    spans = [(n * minute + k, n * minute + k + 5) for n in (1, 2, 9, 10, 11) for k in (-4, -1, 0, 1, 2)]
    spans += [(7, 8), (hour - 2, hour + 2), (2 * hour + 1, 2 * hour + 2)]
    long = with_cuts(hand_off, spans)
    for kind in ("otio", "edl", "fcp7"):
        assert read_back(long, kind) == spans, kind
    rows = [line.split() for line in made(long, "edl").decode().splitlines() if line[:3].isdigit()]
    for row in rows:
        if rate == 30000 / Fraction(1001):
            # Timecodes that drop-frame skips do not exist.
            assert not [word for word in row[4:] if word[6:] in ("00;00", "00;01") and int(word[3:5]) % 10]


def test_five_hundred_clips(simple):
    spans = [(n * 3, n * 3 + 1 + n % 3) for n in range(500)]
    many = with_cuts(simple, spans)
    for kind in ("otio", "edl", "fcp7"):
        assert read_back(many, kind) == spans, kind
    assert len(list(ET.fromstring(made(many, "fcpxml")).iter("asset-clip"))) == 500  # noqa: S314 - our own
    assert len(list(ET.fromstring(made(many, "sportscode")).iter("instance"))) == 500  # noqa: S314 - our own


@pytest.mark.parametrize("timecode", ["10:00:00:00", "01:02:03;04", "23:59:59:20", "nonsense", "99:99:99:99"])
def test_a_sources_own_timecode_is_told(hand_off, timecode):
    rate = place(hand_off).rate
    try:
        first = parse_smpte(timecode, rate)
    except OptionError:
        first = 0
    spans = [(5, 9), (20, 30)]
    own = with_cuts(hand_off, spans, start_timecode=timecode)
    expected = [(first + a, first + b) for a, b in spans]
    assert read_back(own, "otio") == expected
    root = ET.fromstring(made(own, "fcp7"))  # noqa: S314 - our own
    assert root.findtext(".//file/timecode/frame") == str(first)
    assert [i.findtext("in") for i in root.find(".//track")] == ["5", "20"]  # from the file's beginning
    root = ET.fromstring(made(own, "fcpxml"))  # noqa: S314 - our own
    assert [seconds(clip.get("start")) * rate for clip in root.iter("asset-clip")] == [a for a, _ in expected]
    rows = [line.split() for line in made(own, "edl").decode().splitlines() if line[:3].isdigit()]
    drop = ";" in rows[0][4]
    day = round(24 * 3600 * rate) if drop else 24 * 3600 * round(rate)
    assert [tuple(parse_smpte(word, rate) for word in row[4:6]) for row in rows] == [
        (a % day, b % day) for a, b in expected
    ]
    if first:
        assert drop == (";" in timecode)


def test_a_camera_timecode_is_found_in_the_file(media, tmp_path):
    path = tmp_path / "camera.mov"
    ffmpeg("-i", media("gop12"), "-c", "copy", "-timecode", "10:00:00:00", path)
    assert open_match(path).start_timecode == "10:00:00:00"


def test_edl_names_are_short_plain_and_never_the_same(simple):
    sources = [
        replace(simple.cuts[0].source, path=Path(f"/m/{name}.mp4"))
        for name in ("1_HQ", "Köln – halb", "試合", "AX", "1 HQ")
    ]
    cuts = tuple(replace(simple.cuts[0], source=source) for source in sources)
    own = replace(simple, cuts=cuts, reel=replace(simple.reel, clips=simple.reel.clips[:1] * 5))
    lines = made(own, "edl").decode("ascii").splitlines()
    assert [line.split()[1] for line in lines if line[:3].isdigit()] == ["1HQ", "KOLNHALB", "003", "AX004", "1HQ005"]
    assert "* FROM CLIP NAME: Koln ? halb.mp4" in lines
    timeline = otio.adapters.read_from_string("\n".join(lines), "cmx_3600", rate=25)
    assert [clip.name for clip in timeline.video_tracks()[0]][:2] == ["1_HQ.mp4", "Koln ? halb.mp4"]


def test_file_urls_lead_back_to_the_file(hand_off):
    path = str(hand_off.cuts[0].source.path)
    odd = with_cuts(hand_off, [(1, 2)], path=Path(path).with_name("50% – ü 100%25 #1?.mp4"))
    expected = str(odd.cuts[0].source.path)
    clip = otio.adapters.read_from_string(made(odd, "otio").decode(), "otio_json").video_tracks()[0][0]
    urls = [clip.media_reference.target_url]
    urls.append(ET.fromstring(made(odd, "fcp7")).findtext(".//pathurl"))  # noqa: S314 - our own
    urls.append(ET.fromstring(made(odd, "fcpxml")).find(".//media-rep").get("src"))  # noqa: S314 - our own
    for url in urls:
        parts = urlsplit(url)
        assert (parts.scheme, parts.netloc in ("", "localhost"), parts.query, parts.fragment) == ("file", True, "", "")
        assert url2pathname(parts.path) == expected


@pytest.mark.parametrize("kind", ["otio", "edl", "fcp7", "fcpxml", "sportscode", "csv"])
def test_every_format_holds_what_is_known_of_an_event(simple, kind):
    text = made(simple, kind).decode("utf-8-sig")
    for fact in ("goal", "0.9", "accepted", "net"):
        assert fact in text, fact


def test_sportscode_seconds_are_the_same_frames(hand_off):
    root = ET.fromstring(made(hand_off, "sportscode"))  # noqa: S314 - our own
    rate = place(hand_off).rate
    instances = list(root.iter("instance"))
    found = [tuple(round(float(i.findtext(name)) * rate) for name in ("start", "end")) for i in instances]
    assert found == frames(hand_off)
    labels = {label.findtext("group"): label.findtext("text") for label in instances[1].iter("label")}
    assert labels["state"] == "edited"
    assert labels["note"] == "=late & <high>"
    assert labels["confidence"] == "0.8"
    assert [row.findtext("code") for row in root.iter("row")] == ["goal", "card"]


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # kloppy leaves its file open
def test_kloppy_reads_the_sportscode_xml(hand_off, tmp_path):
    from kloppy import sportscode

    file = tmp_path / "reel.xml"
    write_hand_off("sportscode", hand_off, file)
    rate = place(hand_off).rate
    codes = sportscode.load(str(file)).codes
    assert [code.code for code in codes] == ["goal", "card", "goal"]
    assert [
        (round(c.start_timestamp.total_seconds() * rate), round(c.end_timestamp.total_seconds() * rate)) for c in codes
    ] == frames(hand_off)


@pytest.fixture
def simple(media, tmp_path):
    path = tmp_path / "match.mp4"
    path.write_bytes(media("beeps").read_bytes())
    return hand_off_of(path)


def test_csv_holds_every_event_with_its_origin_and_no_formula(simple):
    rows = list(csv.DictReader(io.StringIO(made(simple, "csv").decode("utf-8-sig"), newline="")))
    assert [row["state"] for row in rows] == ["accepted", "edited", "auto", "rejected"]
    assert rows[0]["threshold"] == "0.5"
    assert rows[0]["clock"] == "2 - 45:01"
    assert rows[1]["note"] == "'=late & <high>"
    assert (rows[0]["in_point"], rows[3]["in_point"]) == ("0.690", "")


def test_soccernet_files_hold_the_kept_events(simple, tmp_path):
    file = tmp_path / "results_spotting.json"
    write_hand_off("soccernet", simple, file)
    assert [p["label"] for p in json.loads(file.read_text())["predictions"]] == ["soccer", "card", "soccer"]
    read_predictions(file, "x", SOCCERNET_V1)
    labels = json.loads(made(simple, "soccernet-labels"))["annotations"]
    assert [(a["gameTime"], a["label"], a["position"]) for a in labels] == [
        ("2 - 00:01", "soccer-ball", "1000"),
        ("2 - 00:02", "y-card", "2700"),
        ("2 - 00:04", "soccer-ball", "4400"),
    ]
    with pytest.raises(OutputError, match="exists"):
        write_hand_off("soccernet", simple, file)


def test_chapters(simple):
    assert made(simple, "chapters").decode() == "0:00 Goal 2 - 45:01, Card 2 - 45:02, Goal 2 - 45:04\n"
    cues = made(simple, "webvtt").decode().split("\n\n")
    assert cues[0] == "WEBVTT"
    assert cues[1] == "1\n00:00:00.000 --> 00:00:00.760\nGoal 2 - 45:01"
    assert len(cues) == 4


def test_a_variable_rate_is_counted_at_a_standard_one(media, tmp_path):
    hand_off = hand_off_of(media("variable_rate"))
    timeline = otio.adapters.read_from_string(made(hand_off, "otio").decode(), "otio_json")
    first = timeline.video_tracks()[0][0].source_range
    assert Fraction(first.start_time.rate).limit_denominator(1001) in STANDARD_RATES
    assert first.start_time.to_seconds() == pytest.approx(hand_off.cuts[0].start, abs=0.025)


def test_what_a_format_cannot_say_is_refused(simple, folder):
    empty = replace(simple, cuts=())
    for kind in ("otio", "edl", "fcp7", "fcpxml"):
        with pytest.raises(OptionError, match="empty"):
            made(empty, kind)
    many = replace(simple, cuts=simple.cuts * 400, reel=replace(simple.reel, clips=simple.reel.clips * 400))
    with pytest.raises(OptionError, match="999"):
        made(many, "edl")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("2 - 63:20 Tor für Köln", "2 - 63.20 Tor für Köln"),
        ("a/b\\c\n|?*", "a_b_c____"),
        ("-x", "_-x"),
        ("CON", "_CON"),
        ("...", "_"),
        ("ü" * 300, "ü" * 100),
    ],
)
def test_file_names_keep_unicode_and_lose_what_no_system_takes(text, name):
    assert safe_name(text) == name


def test_clip_names_are_never_the_same(simple, tmp_path):
    names = [path.name for path in clip_paths(simple, tmp_path, "{label}")]
    assert names == ["goal.mp4", "card.mp4", "goal (2).mp4"]
    assert clip_paths(simple, tmp_path, "{match} {half} {confidence:.0%}")[0].name == "match 2 90%.mp4"
    for template in ("{other}", "{number", "{label.__class__}", "{0}"):
        with pytest.raises(OptionError):
            clip_paths(simple, tmp_path, template)


def test_a_manual_event_has_no_confidence_to_show(simple):
    own = manual_event("goal", 3.5, source=0)
    project = simple.project.with_events((*simple.project.events, own))
    hand_off = HandOff.of(project, project.build_reel(), [simple.cuts[0].source.path], "x")
    assert b"MANUAL" in made(hand_off, "edl").upper()
    assert "confidence" not in hand_off.facts(own)
