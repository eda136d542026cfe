//! The door: connections on loopback, what every reply carries, and the faults, which happen here
//! and nowhere else.

use std::future::{Future, poll_fn};
use std::net::{Ipv4Addr, SocketAddr};
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll};
use std::time::{Duration, Instant};

use axum::Router;
use axum::body::{Body, Bytes};
use axum::http::{HeaderValue, Method, Request, Response, StatusCode, header};
use axum::response::IntoResponse;
use hyper::body::{Frame, Incoming, SizeHint};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use routing::Book;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;
use tokio::task::{JoinHandle, JoinSet};
use tokio::time::{Sleep, sleep};
use tower_service::Service;

use crate::api::{edit_as_other, find, router};
use crate::control::meddle;
use crate::desk::{Desk, SharedDesk, bearer, held};
use crate::faults::{Fault, Met};
use crate::options::Options;
use crate::reply::{Refusal, no_content};
use crate::requests::{One, shown};
use crate::store::{StateError, Store};
use crate::tokens;

/// The header of every reply.
pub const NOT_RECHAT: &str = "x-not-rechat";
const NOT_RECHAT_SAYS: &str = "this is the Switchyard sandbox, not Rechat";
/// Long enough for what was written before it to leave.
const BEFORE_THE_CUT: Duration = Duration::from_millis(20);

/// Why a sandbox does not start.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ServeError {
    #[error("the port {port} of this computer cannot be used")]
    Port { port: u16, source: std::io::Error },
    #[error(transparent)]
    State(#[from] StateError),
}

/// A sandbox that serves until it is shut down or dropped.
#[derive(Debug)]
pub struct Running {
    /// `http://127.0.0.1:PORT`, without a slash at its end.
    pub url: String,
    /// Whether the state was there already, so that the book was not read into it.
    pub goes_on: bool,
    stop: oneshot::Sender<()>,
    task: JoinHandle<()>,
}

impl Running {
    /// Ends every connection as it is, and closes the state.
    pub async fn shutdown(self) {
        let Running { stop, task, .. } = self;
        drop(stop);
        let _ = task.await;
    }
}

/// Starts a sandbox on the runtime this is called on. A state that is already there goes on as it
/// is; a new one begins with `book`.
pub async fn serve(book: &Book, options: Options) -> Result<Running, ServeError> {
    let port = options.port;
    let unusable = |source| ServeError::Port { port, source };
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port))
        .await
        .map_err(unusable)?;
    let address = listener.local_addr().map_err(unusable)?;
    let url = format!("http://{address}");
    let (store, goes_on) = Store::open(options.state.as_deref(), book)?;
    let desk = Arc::new(Desk::new(options, url.clone(), store));
    let (stop, stopped) = oneshot::channel();
    let task = tokio::spawn(accept(listener, desk, address, stopped));
    Ok(Running {
        url,
        goes_on,
        stop,
        task,
    })
}

async fn accept(
    listener: TcpListener,
    desk: SharedDesk,
    address: SocketAddr,
    mut stopped: oneshot::Receiver<()>,
) {
    let router = router(&desk);
    let mut connections = JoinSet::new();
    loop {
        let next = poll_fn(|cx| {
            while let Poll::Ready(Some(_)) = connections.poll_join_next(cx) {}
            if Pin::new(&mut stopped).poll(cx).is_ready() {
                return Poll::Ready(None);
            }
            listener.poll_accept(cx).map(Some)
        });
        match next.await {
            None => break,
            Some(Ok((stream, _))) => {
                let desk = Arc::clone(&desk);
                connections.spawn(connection(stream, desk, router.clone(), address));
            }
            // Out of file handles, or a peer that was gone at once: others are still served.
            Some(Err(_)) => sleep(BEFORE_THE_CUT).await,
        }
    }
    connections.shutdown().await;
}

async fn connection(stream: TcpStream, desk: SharedDesk, router: Router, address: SocketAddr) {
    let _ = stream.set_nodelay(true);
    // The twin outlives the connection, to reset what would otherwise end politely.
    let (Ok(stream), twin) = twins(stream) else {
        return;
    };
    let reset = Arc::new(AtomicBool::new(false));
    let service = service_fn(|request: Request<Incoming>| {
        let (desk, router, reset) = (Arc::clone(&desk), router.clone(), Arc::clone(&reset));
        async move {
            let reply = attend(&desk, router, address, request.map(Body::new)).await;
            if reply.is_err() {
                reset.store(true, Ordering::Relaxed);
            }
            reply
        }
    });
    // What a client does to its connection is no concern of ours.
    let _ = http1::Builder::new()
        .serve_connection(TokioIo::new(stream), service)
        .await;
    if reset.load(Ordering::Relaxed)
        && let Some(twin) = twin
    {
        let _ = twin.set_zero_linger();
    }
}

fn twins(stream: TcpStream) -> (std::io::Result<TcpStream>, Option<TcpStream>) {
    let stream = match stream.into_std() {
        Ok(stream) => stream,
        Err(error) => return (Err(error), None),
    };
    let twin = stream.try_clone().and_then(TcpStream::from_std).ok();
    (TcpStream::from_std(stream), twin)
}

/// The connection is to be reset instead of a reply.
#[derive(Debug, thiserror::Error)]
#[error("the connection is reset on purpose")]
struct Reset;

/// One request, from its faults to its line in the log.
async fn attend(
    desk: &SharedDesk,
    router: Router,
    address: SocketAddr,
    request: Request<Body>,
) -> Result<Response<Body>, Reset> {
    let began = Instant::now();
    let method = request.method().clone();
    let path = request.uri().path().to_owned();
    let query = request.uri().query().map(str::to_owned);
    let (reply, met) = if is_for_us(&request, address) {
        answer(desk, router, request).await
    } else {
        let refusal = Refusal::forbidden("the sandbox answers to 127.0.0.1 and localhost only");
        (Ok(refusal.into_response()), Vec::new())
    };
    let mut reply = reply;
    let status = reply.as_ref().ok().map(|reply| reply.status().as_u16());
    if let Ok(reply) = &mut reply {
        let says = HeaderValue::from_static(NOT_RECHAT_SAYS);
        reply.headers_mut().insert(NOT_RECHAT, says);
    }
    let faults: Vec<String> = met.iter().map(|met| met.fault.to_string()).collect();
    if desk.options.log {
        let ended = status.map_or("reset".to_owned(), |status| status.to_string());
        let on_purpose = match faults.is_empty() {
            true => String::new(),
            false => format!(" ({})", faults.join(", ")),
        };
        let millis = began.elapsed().as_millis();
        eprintln!("{method} {} {ended} {millis} ms{on_purpose}", shown(&path));
    }
    if !path.starts_with("/__sandbox/") {
        let route = match find(method.as_str(), &path) {
            Some((row, _)) => format!("{} {}", row.method, row.path),
            None => "without a route".to_owned(),
        };
        let one = One {
            number: 0,
            method: method.to_string(),
            path,
            query,
            status,
            faults,
        };
        held(&desk.served).add(route, one);
    }
    reply
}

/// A page of another site that made its own name lead to this computer does not name us.
fn is_for_us(request: &Request<Body>, address: SocketAddr) -> bool {
    let host = request.headers().get(header::HOST);
    let Some(host) = host.and_then(|host| host.to_str().ok()) else {
        return false;
    };
    let port = address.port();
    [format!("127.0.0.1:{port}"), format!("localhost:{port}")]
        .iter()
        .any(|ours| host.eq_ignore_ascii_case(ours))
}

type Reply = Result<Response<Body>, Reset>;

async fn answer(
    desk: &SharedDesk,
    mut router: Router,
    request: Request<Body>,
) -> (Reply, Vec<Met>) {
    let path = request.uri().path();
    let met = if spared(&request) {
        Vec::new()
    } else {
        held(&desk.faults).draw(request.method().as_str(), path, request.uri().query())
    };
    for one in &met {
        match one.fault {
            Fault::Latency(wait) => sleep(wait).await,
            Fault::OtherUser => interfere(desk, one),
            _ => {}
        }
    }
    let faults = || met.iter().map(|met| met.fault);
    if faults().any(|fault| fault == Fault::Expire)
        && let Some(refused) = expire(desk, &request)
    {
        return (Ok(refused), met);
    }
    let before = faults().find_map(|fault| match fault {
        Fault::ResetBefore => Some(Err(Reset)),
        Fault::Status(status) => Some(Ok(broken(status))),
        Fault::TooMany { retry_after } => Some(Ok(too_many(retry_after))),
        _ => None,
    });
    if let Some(reply) = before {
        return (reply, met);
    }
    let captures = find(request.method().as_str(), request.uri().path())
        .is_some_and(|(row, _)| row.is_capture());
    let reply = match router.call(request).await {
        Ok(reply) => reply,
        Err(never) => match never {},
    };
    let after = faults().find(|fault| {
        matches!(
            fault,
            Fault::ResetAfter | Fault::StatusAfter(_) | Fault::Truncate | Fault::Empty
        )
    });
    let reply = match after {
        Some(Fault::ResetAfter) => Err(Reset),
        Some(Fault::StatusAfter(status)) => Ok(broken(status)),
        Some(Fault::Truncate) => truncated(reply).await,
        Some(Fault::Empty) if captures && reply.status() == StatusCode::OK => Ok(no_content()),
        _ => Ok(reply),
    };
    (reply, met)
}

/// Pages and the control of faults work whatever happens.
fn spared(request: &Request<Body>) -> bool {
    let path = request.uri().path();
    let is_page = path == "/" || path == "/oauth2/auth";
    is_page || path.starts_with("/__sandbox/") || request.method() == Method::OPTIONS
}

fn interfere(desk: &Desk, met: &Met) {
    let done = match &met.edit {
        Some(edit) => edit_as_other(desk, &edit.to_string()),
        None => meddle(desk, met.draw),
    };
    // A test that arranged it looks at the state; a demo goes on without the interference.
    if let Err(refusal) = done
        && desk.options.log
    {
        eprintln!("another user's change was refused: {}", refusal.message);
    }
}

/// Ends the call's bearer, if it has one.
fn expire(desk: &Desk, request: &Request<Body>) -> Option<Response<Body>> {
    let header = request.headers().get(header::AUTHORIZATION)?;
    let token = bearer(header.to_str().ok()?)?;
    let refusal = match tokens::expire(&desk.store().conn, token) {
        Ok(()) => Refusal::unauthorized("the bearer token is unknown or has expired"),
        Err(error) => error.into(),
    };
    Some(refusal.into_response())
}

fn broken(status: u16) -> Response<Body> {
    let http = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    Refusal::server_error(http, "the sandbox fails on purpose").into_response()
}

fn too_many(retry_after: Duration) -> Response<Body> {
    let mut reply = Refusal::too_many().into_response();
    // Whole seconds are all that the header can say.
    let seconds = retry_after.as_secs() + u64::from(retry_after.subsec_nanos() > 0);
    reply
        .headers_mut()
        .insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    reply
}

async fn truncated(reply: Response<Body>) -> Reply {
    let (parts, body) = reply.into_parts();
    let whole = axum::body::to_bytes(body, usize::MAX).await;
    let whole = whole.map_err(|_| Reset)?;
    if whole.len() < 2 {
        return Err(Reset);
    }
    let half = Half {
        length: whole.len() as u64,
        first: Some(whole.slice(..whole.len() / 2)),
        then: Box::pin(sleep(BEFORE_THE_CUT)),
    };
    Ok(Response::from_parts(parts, Body::new(half)))
}

/// A body that promises more than it sends.
struct Half {
    length: u64,
    first: Option<Bytes>,
    then: Pin<Box<Sleep>>,
}

impl hyper::body::Body for Half {
    type Data = Bytes;
    type Error = Reset;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Reset>>> {
        match self.first.take() {
            Some(first) => Poll::Ready(Some(Ok(Frame::data(first)))),
            None => self.then.as_mut().poll(cx).map(|()| Some(Err(Reset))),
        }
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.length)
    }
}
