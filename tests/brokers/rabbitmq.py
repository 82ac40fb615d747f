"""A RabbitMQ of a test's own: Debian's rabbitmq-server as a plain process on free loopback ports, with its files in one
folder. Nothing of the system's own broker, if there is one, is touched; works as root and as any user."""

import contextlib
import os
import pathlib
import shutil
import signal
import socket
import subprocess
import time


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def find_server() -> pathlib.Path:
    """The script itself: the one in /usr/sbin changes to the user rabbitmq."""
    found = sorted(pathlib.Path("/usr/lib/rabbitmq/lib").glob("rabbitmq_server-*/sbin/rabbitmq-server"))
    if not found:
        raise FileNotFoundError("rabbitmq-server is not installed: setup/system system-tests installs it")
    return found[-1]


class RabbitMq:
    """A broker whose messages outlive stop() and start()."""

    def __init__(self, folder: pathlib.Path):
        self.folder = folder
        self.port, self.epmd_port, distribution = free_port(), free_port(), free_port()
        self.url = f"amqp://guest:guest@127.0.0.1:{self.port}/%2f"
        (folder / "none.conf").write_text("", encoding="utf-8")
        (folder / "plugins").write_text("[].\n", encoding="utf-8")
        (folder / "rabbitmq.conf").write_text("disk_free_limit.absolute = 1MB\nlog.console.level = warning\n",
                                              encoding="utf-8")
        self.environment = {
            "PATH": os.environ["PATH"], "HOME": str(folder), "LANG": "C.UTF-8",
            "ERL_EPMD_PORT": str(self.epmd_port), "ERL_EPMD_ADDRESS": "127.0.0.1",
            "RABBITMQ_NODENAME": f"smarttag-{self.port}@localhost", "RABBITMQ_DIST_PORT": str(distribution),
            "RABBITMQ_NODE_IP_ADDRESS": "127.0.0.1", "RABBITMQ_NODE_PORT": str(self.port),
            "RABBITMQ_CONF_ENV_FILE": str(folder / "none.conf"), "RABBITMQ_CONFIG_FILE": str(folder / "rabbitmq.conf"),
            "RABBITMQ_ENABLED_PLUGINS_FILE": str(folder / "plugins"), "RABBITMQ_MNESIA_BASE": str(folder / "mnesia"),
            "RABBITMQ_LOG_BASE": str(folder / "log"), "RABBITMQ_PID_FILE": str(folder / "pid"),
            "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS": "-kernel inet_dist_use_interface {127,0,0,1}",
        }
        self.names: subprocess.Popen | None = None
        self.server: subprocess.Popen | None = None

    def start(self) -> None:
        # Erlang's name server, which a node would otherwise start as a daemon that stays.
        self.names = subprocess.Popen([shutil.which("epmd") or "epmd"], env=self.environment,
                                      stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        with (self.folder / "output").open("ab") as output:
            self.server = subprocess.Popen([find_server()], env=self.environment, cwd=self.folder, stdout=output,
                                           stderr=output, start_new_session=True)
        end = time.monotonic() + 90
        while not self.answers():
            if time.monotonic() > end or self.server.poll() is not None:
                said = (self.folder / "output").read_text(encoding="utf-8", errors="replace")
                self.stop()
                raise RuntimeError(f"RabbitMQ did not start:\n{said[-3000:]}")
            time.sleep(0.2)

    def answers(self) -> bool:
        """Whether the broker speaks AMQP: a wrong greeting is answered with the right one."""
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.port), timeout=1) as client:
            client.settimeout(2)
            client.sendall(b"AMQP\x00\x00\x00\x00")
            return client.recv(4) == b"AMQP"
        return False

    def stop(self) -> None:
        if self.server:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.server.pid, signal.SIGTERM)  # the group that start() made
            try:
                self.server.wait(30)
            except subprocess.TimeoutExpired:
                os.killpg(self.server.pid, signal.SIGKILL)
                self.server.wait()
        if self.names:
            self.names.terminate()
            self.names.wait()
        self.server = self.names = None
