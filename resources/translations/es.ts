<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="es" sourcelanguage="en">
<context>
    <name>glassnet</name>
    <message>
        <source>There is nothing to undo</source>
        <translation>No hay nada que deshacer</translation>
    </message>
    <message>
        <source>There is nothing to redo</source>
        <translation>No hay nada que rehacer</translation>
    </message>
    <message>
        <source>No layer is selected</source>
        <translation>No hay ninguna capa seleccionada</translation>
    </message>
    <message>
        <source>Input and output stay</source>
        <translation>La entrada y la salida se quedan</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Deshacer</translation>
    </message>
    <message>
        <source>Take back the last edit; training goes on</source>
        <translation>Retira el último cambio; el entrenamiento continúa</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>Rehacer</translation>
    </message>
    <message>
        <source>Add dense layer</source>
        <translation>Añadir capa densa</translation>
    </message>
    <message>
        <source>Add a dense layer behind the selected one</source>
        <translation>Añade una capa densa detrás de la seleccionada</translation>
    </message>
    <message>
        <source>Duplicate layer</source>
        <translation>Duplicar capa</translation>
    </message>
    <message>
        <source>Remove layer</source>
        <translation>Quitar capa</translation>
    </message>
    <message>
        <source>Cut</source>
        <translation>Cortar</translation>
    </message>
    <message>
        <source>Take the selected layers away, to be pasted elsewhere</source>
        <translation>Quita las capas seleccionadas para pegarlas en otro sitio</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Copiar</translation>
    </message>
    <message>
        <source>Copy the selected layers as text, for other windows too</source>
        <translation>Copia las capas seleccionadas como texto, también para otras ventanas</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>Pegar</translation>
    </message>
    <message>
        <source>Put copied layers behind the selected one</source>
        <translation>Pone las capas copiadas detrás de la seleccionada</translation>
    </message>
    <message>
        <source>Select all layers</source>
        <translation>Seleccionar todas las capas</translation>
    </message>
    <message>
        <source>Edit layer</source>
        <translation>Editar capa</translation>
    </message>
    <message>
        <source>The selected layer&apos;s form, ready to type</source>
        <translation>El formulario de la capa seleccionada, listo para escribir</translation>
    </message>
    <message>
        <source>Arrange the drawing</source>
        <translation>Ordenar el dibujo</translation>
    </message>
    <message>
        <source>Every layer back to its place</source>
        <translation>Cada capa vuelve a su sitio</translation>
    </message>
    <message>
        <source>Preferences...</source>
        <translation>Preferencias...</translation>
    </message>
    <message>
        <source>New project</source>
        <translation>Proyecto nuevo</translation>
    </message>
    <message>
        <source>Begin with a small network</source>
        <translation>Empezar con una red pequeña</translation>
    </message>
    <message>
        <source>New window</source>
        <translation>Ventana nueva</translation>
    </message>
    <message>
        <source>Another window, with a project of its own</source>
        <translation>Otra ventana, con su propio proyecto</translation>
    </message>
    <message>
        <source>Open...</source>
        <translation>Abrir...</translation>
    </message>
    <message>
        <source>Open a project</source>
        <translation>Abrir un proyecto</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Guardar</translation>
    </message>
    <message>
        <source>Save the project</source>
        <translation>Guardar el proyecto</translation>
    </message>
    <message>
        <source>Save as...</source>
        <translation>Guardar como...</translation>
    </message>
    <message>
        <source>Load weights...</source>
        <translation>Cargar pesos...</translation>
    </message>
    <message>
        <source>Numbers from an NPZ or safetensors file into this network</source>
        <translation>Números de un archivo NPZ o safetensors para esta red</translation>
    </message>
    <message>
        <source>Close window</source>
        <translation>Cerrar ventana</translation>
    </message>
    <message>
        <source>Export drawing...</source>
        <translation>Exportar dibujo...</translation>
    </message>
    <message>
        <source>Save the whole network as SVG, PDF or PNG</source>
        <translation>Guardar toda la red como SVG, PDF o PNG</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Salir</translation>
    </message>
    <message>
        <source>This copy has no page of verified numbers: the test run makes it (make verified)</source>
        <translation>Esta copia no tiene página de números verificados: la crean las pruebas (make verified)</translation>
    </message>
    <message>
        <source>Find an action...</source>
        <translation>Buscar una acción...</translation>
    </message>
    <message>
        <source>Type what you want to do</source>
        <translation>Escribe lo que quieres hacer</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Atajos de teclado</translation>
    </message>
    <message>
        <source>Verified numbers</source>
        <translation>Números verificados</translation>
    </message>
    <message>
        <source>What was compared with what, and the largest error found</source>
        <translation>Qué se comparó con qué, y el mayor error hallado</translation>
    </message>
    <message>
        <source>About Glassnet</source>
        <translation>Acerca de Glassnet</translation>
    </message>
    <message>
        <source>No lesson is open</source>
        <translation>No hay ninguna lección abierta</translation>
    </message>
    <message>
        <source>The controls are unlocked already</source>
        <translation>Los controles ya están desbloqueados</translation>
    </message>
    <message>
        <source>This project hides and locks nothing</source>
        <translation>Este proyecto no oculta ni bloquea nada</translation>
    </message>
    <message>
        <source>Nothing has been unlocked</source>
        <translation>No se ha desbloqueado nada</translation>
    </message>
    <message>
        <source>Unlock the controls first</source>
        <translation>Desbloquea primero los controles</translation>
    </message>
    <message>
        <source>This is the first step</source>
        <translation>Este es el primer paso</translation>
    </message>
    <message>
        <source>Open a lesson folder...</source>
        <translation>Abrir carpeta de lección...</translation>
    </message>
    <message>
        <source>A lesson of your own: a folder with a lesson.json in it</source>
        <translation>Una lección propia: una carpeta con un lesson.json</translation>
    </message>
    <message>
        <source>Next step</source>
        <translation>Paso siguiente</translation>
    </message>
    <message>
        <source>The next step of the lesson</source>
        <translation>El paso siguiente de la lección</translation>
    </message>
    <message>
        <source>Step back</source>
        <translation>Paso anterior</translation>
    </message>
    <message>
        <source>The step before this one</source>
        <translation>El paso anterior a este</translation>
    </message>
    <message>
        <source>Leave the lesson</source>
        <translation>Dejar la lección</translation>
    </message>
    <message>
        <source>Keep the project, and give every control back</source>
        <translation>Conserva el proyecto y devuelve todos los controles</translation>
    </message>
    <message>
        <source>Unlock controls</source>
        <translation>Desbloquear controles</translation>
    </message>
    <message>
        <source>Give back what the project hides and locks, until it is closed</source>
        <translation>Devuelve lo que el proyecto oculta y bloquea, hasta que se cierre</translation>
    </message>
    <message>
        <source>Lock again</source>
        <translation>Bloquear de nuevo</translation>
    </message>
    <message>
        <source>Hide and lock again what the project says</source>
        <translation>Oculta y bloquea otra vez lo que dice el proyecto</translation>
    </message>
    <message>
        <source>Classroom...</source>
        <translation>Aula...</translation>
    </message>
    <message>
        <source>Choose which controls this project hides or locks</source>
        <translation>Elegir qué controles oculta o bloquea este proyecto</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>Entrenar</translation>
    </message>
    <message>
        <source>Train until paused</source>
        <translation>Entrenar hasta la pausa</translation>
    </message>
    <message>
        <source>Step one batch</source>
        <translation>Un paso de lote</translation>
    </message>
    <message>
        <source>One step of the optimizer, on one batch of samples</source>
        <translation>Un paso del optimizador, con un lote de muestras</translation>
    </message>
    <message>
        <source>Step one epoch</source>
        <translation>Un paso de época</translation>
    </message>
    <message>
        <source>Once through all training samples</source>
        <translation>Una vez por todas las muestras de entrenamiento</translation>
    </message>
    <message>
        <source>Restart</source>
        <translation>Reiniciar</translation>
    </message>
    <message>
        <source>Begin again with the same starting weights</source>
        <translation>Empezar otra vez con los mismos pesos iniciales</translation>
    </message>
    <message>
        <source>New weights</source>
        <translation>Pesos nuevos</translation>
    </message>
    <message>
        <source>Begin again with other random starting weights</source>
        <translation>Empezar otra vez con otros pesos iniciales al azar</translation>
    </message>
    <message>
        <source>Find a learning rate...</source>
        <translation>Buscar una tasa de aprendizaje...</translation>
    </message>
    <message>
        <source>Try many rates for one batch each, and see where it learns</source>
        <translation>Probar muchas tasas con un lote cada una y ver dónde aprende</translation>
    </message>
    <message>
        <source>Slower</source>
        <translation>Más lento</translation>
    </message>
    <message>
        <source>Faster</source>
        <translation>Más rápido</translation>
    </message>
    <message>
        <source>Show the whole network</source>
        <translation>Mostrar toda la red</translation>
    </message>
    <message>
        <source>Map of the network</source>
        <translation>Mapa de la red</translation>
    </message>
    <message>
        <source>Show or hide the small map that appears when the network does not fit</source>
        <translation>Mostrar u ocultar el pequeño mapa que aparece cuando la red no cabe</translation>
    </message>
    <message>
        <source>Light or dark</source>
        <translation>Claro u oscuro</translation>
    </message>
    <message>
        <source>Change between light and dark colours</source>
        <translation>Cambiar entre colores claros y oscuros</translation>
    </message>
    <message>
        <source>Projector mode</source>
        <translation>Modo proyector</translation>
    </message>
    <message>
        <source>Large text and thick lines, or as they were</source>
        <translation>Texto grande y líneas gruesas, o como estaban</translation>
    </message>
    <message>
        <source>Show one panel alone</source>
        <translation>Mostrar un panel solo</translation>
    </message>
    <message>
        <source>The panel that has the focus takes the whole screen; Escape leaves</source>
        <translation>El panel que tiene el foco ocupa toda la pantalla; Escape lo deja</translation>
    </message>
    <message>
        <source>All panels again</source>
        <translation>Otra vez todos los paneles</translation>
    </message>
    <message>
        <source>Escape does it too, while one stands alone</source>
        <translation>Escape también lo hace, mientras uno está solo</translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation>Pantalla completa</translation>
    </message>
    <message>
        <source>Reset layout</source>
        <translation>Restablecer disposición</translation>
    </message>
    <message>
        <source>Put all panels back to where they were at first</source>
        <translation>Devolver todos los paneles a su sitio inicial</translation>
    </message>
    <message>
        <source>Keep this card beside the next one</source>
        <translation>Conservar esta tarjeta junto a la siguiente</translation>
    </message>
    <message>
        <source>Close this card (Escape)</source>
        <translation>Cerrar esta tarjeta (Escape)</translation>
    </message>
    <message>
        <source>weight</source>
        <translation>peso</translation>
    </message>
    <message>
        <source>bias</source>
        <translation>sesgo</translation>
    </message>
    <message>
        <source>Switch this weight on</source>
        <translation>Activar este peso</translation>
    </message>
    <message>
        <source>Switch this weight off</source>
        <translation>Desactivar este peso</translation>
    </message>
    <message>
        <source>Type a weight</source>
        <translation>Escribir un peso</translation>
    </message>
    <message>
        <source>Type a bias</source>
        <translation>Escribir un sesgo</translation>
    </message>
    <message>
        <source>Paste layers</source>
        <translation>Pegar capas</translation>
    </message>
    <message>
        <source>Change units</source>
        <translation>Cambiar unidades</translation>
    </message>
    <message>
        <source>Change activation</source>
        <translation>Cambiar activación</translation>
    </message>
    <message>
        <source>A layer cannot feed itself</source>
        <translation>Una capa no puede alimentarse a sí misma</translation>
    </message>
    <message>
        <source>Data enter here: it takes no connection</source>
        <translation>Aquí entran los datos: no admite conexiones</translation>
    </message>
    <message>
        <source>They are connected already</source>
        <translation>Ya están conectadas</translation>
    </message>
    <message>
        <source>It stands before this layer: connections cannot go in a circle</source>
        <translation>Está delante de esta capa: las conexiones no pueden formar un círculo</translation>
    </message>
    <message>
        <source>Connect layers</source>
        <translation>Conectar capas</translation>
    </message>
    <message>
        <source>Disconnect layers</source>
        <translation>Desconectar capas</translation>
    </message>
    <message>
        <source>Move layer</source>
        <translation>Mover capa</translation>
    </message>
    <message>
        <source>Arrange</source>
        <translation>Ordenar</translation>
    </message>
    <message>
        <source>Add {layer}</source>
        <translation>Añadir {layer}</translation>
    </message>
    <message>
        <source>layer</source>
        <translation>capa</translation>
    </message>
    <message>
        <source>unit&apos;s mean output</source>
        <translation>salida media de la unidad</translation>
    </message>
    <message>
        <source>Legend</source>
        <translation>Leyenda</translation>
    </message>
    <message>
        <source>unit&apos;s output on the plane</source>
        <translation>salida de la unidad en el plano</translation>
    </message>
    <message>
        <source>what a unit looks for, or its output for this picture</source>
        <translation>lo que busca una unidad, o su salida para esta imagen</translation>
    </message>
    <message>
        <source>positive weight</source>
        <translation>peso positivo</translation>
    </message>
    <message>
        <source>negative</source>
        <translation>negativo</translation>
    </message>
    <message>
        <source>thicker: larger</source>
        <translation>más grueso: mayor</translation>
    </message>
    <message>
        <source>bias: colour and size</source>
        <translation>sesgo: color y tamaño</translation>
    </message>
    <message>
        <source>selected</source>
        <translation>seleccionado</translation>
    </message>
    <message>
        <source>Activation</source>
        <translation>Activación</translation>
    </message>
    <message>
        <source>Layer</source>
        <translation>Capa</translation>
    </message>
    <message>
        <source>Connect</source>
        <translation>Conectar</translation>
    </message>
    <message>
        <source>Connection</source>
        <translation>Conexión</translation>
    </message>
    <message>
        <source>Insert layer</source>
        <translation>Insertar capa</translation>
    </message>
    <message>
        <source>Disconnect</source>
        <translation>Desconectar</translation>
    </message>
    <message>
        <source>Units</source>
        <translation>Unidades</translation>
    </message>
    <message>
        <source>English</source>
        <translation>English</translation>
    </message>
    <message>
        <source>Español</source>
        <translation>Español</translation>
    </message>
    <message>
        <source>Add layer after</source>
        <translation>Añadir capa detrás</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>Duplicar</translation>
    </message>
    <message>
        <source>Connect to</source>
        <translation>Conectar con</translation>
    </message>
    <message>
        <source>Disconnect from</source>
        <translation>Desconectar de</translation>
    </message>
    <message>
        <source>Arrow keys move what is seen</source>
        <translation>Las flechas mueven lo que se ve</translation>
    </message>
    <message>
        <source>The whole network: drag to move what is seen</source>
        <translation>Toda la red: arrastra para mover lo que se ve</translation>
    </message>
    <message>
        <source>Switch a weight on</source>
        <translation>Activar un peso</translation>
    </message>
    <message>
        <source>Switch a weight off</source>
        <translation>Desactivar un peso</translation>
    </message>
    <message>
        <source>Network as a list</source>
        <translation>La red como lista</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Número</translation>
    </message>
    <message>
        <source>{n} problems</source>
        <translation>{n} problemas</translation>
    </message>
    <message>
        <source>{n} units</source>
        <translation>{n} unidades</translation>
    </message>
    <message>
        <source>Palette of layers</source>
        <translation>Paleta de capas</translation>
    </message>
    <message>
        <source>Add a dense layer here</source>
        <translation>Añadir aquí una capa densa</translation>
    </message>
    <message>
        <source>Add a unit</source>
        <translation>Añadir una unidad</translation>
    </message>
    <message>
        <source>Remove a unit</source>
        <translation>Quitar una unidad</translation>
    </message>
    <message>
        <source>Remove this layer (Delete)</source>
        <translation>Quitar esta capa (Supr)</translation>
    </message>
    <message>
        <source>Drag to another layer to connect them</source>
        <translation>Arrastra hasta otra capa para conectarlas</translation>
    </message>
    <message>
        <source>activation: mean {mean}, from {low} to {high}</source>
        <translation>activación: media {mean}, de {low} a {high}</translation>
    </message>
    <message>
        <source>Click the picture for another one.</source>
        <translation>Haz clic en la imagen para ver otra.</translation>
    </message>
    <message>
        <source>handed on unchanged</source>
        <translation>pasa sin cambios</translation>
    </message>
    <message>
        <source>switched off: it stays 0</source>
        <translation>desactivado: se queda en 0</translation>
    </message>
    <message>
        <source>its weight is not known yet</source>
        <translation>su peso aún no se conoce</translation>
    </message>
    <message>
        <source>The square shows the mean over the samples: blue above 0, orange below, white near 0.</source>
        <translation>El cuadro muestra la media de las muestras: azul sobre 0, naranja bajo 0, blanco cerca de 0.</translation>
    </message>
    <message>
        <source>all pixels {arrow} {unit}
weights of size {value} (root mean square)</source>
        <translation>todos los píxeles {arrow} {unit}
pesos de tamaño {value} (media cuadrática)</translation>
    </message>
    <message>
        <source>weight {value}</source>
        <translation>peso {value}</translation>
    </message>
    <message>
        <source>and {n} more</source>
        <translation>y {n} más</translation>
    </message>
    <message>
        <source>The palette: layers to drag onto the drawing</source>
        <translation>La paleta: capas para arrastrar al dibujo</translation>
    </message>
    <message>
        <source>Add a layer behind the selected one</source>
        <translation>Añadir una capa detrás de la seleccionada</translation>
    </message>
    <message>
        <source>Add layer</source>
        <translation>Añadir capa</translation>
    </message>
    <message>
        <source>Remove the selected layer (Delete)</source>
        <translation>Quitar la capa seleccionada (Supr)</translation>
    </message>
    <message>
        <source>Arrange: every layer back to its place</source>
        <translation>Ordenar: cada capa vuelve a su sitio</translation>
    </message>
    <message>
        <source>Show the whole network (Home)</source>
        <translation>Mostrar toda la red (Inicio)</translation>
    </message>
    <message>
        <source>Write the names of weights, sums and activations</source>
        <translation>Escribir los nombres de pesos, sumas y activaciones</translation>
    </message>
    <message>
        <source>The network as a list</source>
        <translation>La red como lista</translation>
    </message>
    <message>
        <source>1 parameter</source>
        <translation>1 parámetro</translation>
    </message>
    <message>
        <source>{n} parameters</source>
        <translation>{n} parámetros</translation>
    </message>
    <message>
        <source>{n} switched off</source>
        <translation>{n} desactivados</translation>
    </message>
    <message>
        <source>{time} per epoch</source>
        <translation>{time} por época</translation>
    </message>
    <message>
        <source>Network drawing</source>
        <translation>Dibujo de la red</translation>
    </message>
    <message>
        <source>Change the classroom</source>
        <translation>Cambiar el aula</translation>
    </message>
    <message>
        <source>Open the folder of a lesson</source>
        <translation>Abrir la carpeta de una lección</translation>
    </message>
    <message>
        <source>Step {0} of the lesson</source>
        <translation>Paso {0} de la lección</translation>
    </message>
    <message>
        <source>Locked by this project; the Learn menu unlocks it</source>
        <translation>Bloqueado por este proyecto; el menú Aprender lo desbloquea</translation>
    </message>
    <message>
        <source>Classroom</source>
        <translation>Aula</translation>
    </message>
    <message>
        <source>Hidden controls vanish for whoever opens this project; locked ones are seen and cannot be used.</source>
        <translation>Los controles ocultos desaparecen para quien abra este proyecto; los bloqueados se ven y no se pueden usar.</translation>
    </message>
    <message>
        <source>Find a control</source>
        <translation>Buscar un control</translation>
    </message>
    <message>
        <source>Controls</source>
        <translation>Controles</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Motivo</translation>
    </message>
    <message>
        <source>Why they are locked; stands in their tooltips</source>
        <translation>Por qué están bloqueados; aparece en su ayuda emergente</translation>
    </message>
    <message>
        <source>Untick all</source>
        <translation>Desmarcar todo</translation>
    </message>
    <message>
        <source>Control</source>
        <translation>Control</translation>
    </message>
    <message>
        <source>Hide</source>
        <translation>Ocultar</translation>
    </message>
    <message>
        <source>Lock</source>
        <translation>Bloquear</translation>
    </message>
    <message>
        <source>Hide {0}</source>
        <translation>Ocultar {0}</translation>
    </message>
    <message>
        <source>Lock {0}</source>
        <translation>Bloquear {0}</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>Save all</source>
        <translation>Guardar todo</translation>
    </message>
    <message>
        <source>Do not save</source>
        <translation>No guardar</translation>
    </message>
    <message>
        <source>{0} is training.</source>
        <translation>{0} está entrenando.</translation>
    </message>
    <message>
        <source>Changes that are not saved are lost.</source>
        <translation>Los cambios sin guardar se pierden.</translation>
    </message>
    <message>
        <source>Stop training</source>
        <translation>Parar el entrenamiento</translation>
    </message>
    <message>
        <source>Open in another window</source>
        <translation>Abrir en otra ventana</translation>
    </message>
    <message>
        <source>{n} projects have changes that are not saved.</source>
        <translation>{n} proyectos tienen cambios sin guardar.</translation>
    </message>
    <message>
        <source>{0} is training, and has changes that are not saved.</source>
        <translation>{0} está entrenando y tiene cambios sin guardar.</translation>
    </message>
    <message>
        <source>Save the changes to {0}?</source>
        <translation>¿Guardar los cambios de {0}?</translation>
    </message>
    <message>
        <source>What it has learned so far is kept as a run.</source>
        <translation>Lo aprendido hasta ahora se conserva como ejecución.</translation>
    </message>
    <message>
        <source>Find an action</source>
        <translation>Buscar una acción</translation>
    </message>
    <message>
        <source>What do you want to do?</source>
        <translation>¿Qué quieres hacer?</translation>
    </message>
    <message>
        <source>Actions that fit</source>
        <translation>Acciones que encajan</translation>
    </message>
    <message>
        <source>Glassnet {0} shows a neural network learning: draw one, pick data, press play.</source>
        <translation>Glassnet {0} muestra cómo aprende una red neuronal: dibuja una, elige datos y pulsa entrenar.</translation>
    </message>
    <message>
        <source>Preferences</source>
        <translation>Preferencias</translation>
    </message>
    <message>
        <source>{best} is suggested: where the loss falls steepest, safely below {lowest}, from where on it hardly falls; {end}. Drag the line to choose another rate.</source>
        <translation>Se propone {best}: donde la pérdida baja con más fuerza, a salvo por debajo de {lowest}, desde donde apenas baja; {end}. Arrastra la línea para elegir otra tasa.</translation>
    </message>
    <message>
        <source>Find a learning rate</source>
        <translation>Buscar una tasa de aprendizaje</translation>
    </message>
    <message>
        <source>Rates tried</source>
        <translation>Tasas probadas</translation>
    </message>
    <message>
        <source>One batch is trained at each of many rates, on a copy of the network: yours stays as it is.</source>
        <translation>Se entrena un lote con cada una de muchas tasas, en una copia de la red: la tuya queda como está.</translation>
    </message>
    <message>
        <source>Change learning rate</source>
        <translation>Cambiar la tasa de aprendizaje</translation>
    </message>
    <message>
        <source>The project changed meanwhile. Open this again to search with what it is now.</source>
        <translation>El proyecto ha cambiado entretanto. Abre esto de nuevo para buscar con lo que es ahora.</translation>
    </message>
    <message>
        <source>Use {rate}</source>
        <translation>Usar {rate}</translation>
    </message>
    <message>
        <source>The loss falls at no rate ({end}). Other starting weights may help.</source>
        <translation>La pérdida no baja con ninguna tasa ({end}). Otros pesos iniciales pueden ayudar.</translation>
    </message>
    <message>
        <source>The test run of this program wrote this table: {count} lines, each a part of the program compared with something that knows nothing of it. A relative error is the size of the difference over the size of what is right; an absolute error is the largest difference of two numbers. A line whose error is above what is allowed would have failed the test run. Made with {versions}.</source>
        <translation>Las pruebas de este programa escribieron esta tabla: {count} líneas, cada una una parte del programa comparada con algo que no sabe nada de él. Un error relativo es el tamaño de la diferencia entre el tamaño de lo correcto; un error absoluto es la mayor diferencia entre dos números. Una línea con un error mayor que lo permitido habría hecho fallar las pruebas. Hecho con {versions}.</translation>
    </message>
    <message>
        <source>Part</source>
        <translation>Parte</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Qué</translation>
    </message>
    <message>
        <source>Compared with</source>
        <translation>Comparado con</translation>
    </message>
    <message>
        <source>Cases</source>
        <translation>Casos</translation>
    </message>
    <message>
        <source>Largest error</source>
        <translation>Mayor error</translation>
    </message>
    <message>
        <source>Allowed</source>
        <translation>Permitido</translation>
    </message>
    <message>
        <source>Error is</source>
        <translation>El error es</translation>
    </message>
    <message>
        <source>relative</source>
        <translation>relativo</translation>
    </message>
    <message>
        <source>absolute</source>
        <translation>absoluto</translation>
    </message>
    <message>
        <source>Search: adam, finite differences, float64 ...</source>
        <translation>Buscar: adam, diferencias finitas, float64 ...</translation>
    </message>
    <message>
        <source>Search the comparisons</source>
        <translation>Buscar en las comparaciones</translation>
    </message>
    <message>
        <source>Show alone</source>
        <translation>Mostrar solo</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Cerrar</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Más</translation>
    </message>
    <message>
        <source>More panels</source>
        <translation>Más paneles</translation>
    </message>
    <message>
        <source>Menu of the panel in front</source>
        <translation>Menú del panel de delante</translation>
    </message>
    <message>
        <source>Put back</source>
        <translation>Devolver a su sitio</translation>
    </message>
    <message>
        <source>Own window</source>
        <translation>Ventana propia</translation>
    </message>
    <message>
        <source>Open this project</source>
        <translation>Abrir este proyecto</translation>
    </message>
    <message>
        <source>Load these weights into the network</source>
        <translation>Cargar estos pesos en la red</translation>
    </message>
    <message>
        <source>Train on this table</source>
        <translation>Entrenar con esta tabla</translation>
    </message>
    <message>
        <source>Train on these arrays</source>
        <translation>Entrenar con estas matrices</translation>
    </message>
    <message>
        <source>Train on these pictures</source>
        <translation>Entrenar con estas imágenes</translation>
    </message>
    <message>
        <source>Export weights</source>
        <translation>Exportar pesos</translation>
    </message>
    <message>
        <source>Load weights</source>
        <translation>Cargar pesos</translation>
    </message>
    <message>
        <source>Weights (*.npz *.safetensors)</source>
        <translation>Pesos (*.npz *.safetensors)</translation>
    </message>
    <message>
        <source>Export drawing</source>
        <translation>Exportar dibujo</translation>
    </message>
    <message>
        <source>Drawing</source>
        <translation>Dibujo</translation>
    </message>
    <message>
        <source>Drawing saved as {0}</source>
        <translation>Dibujo guardado como {0}</translation>
    </message>
    <message>
        <source>Weights saved as {0}</source>
        <translation>Pesos guardados como {0}</translation>
    </message>
    <message>
        <source>Projects (*.json)</source>
        <translation>Proyectos (*.json)</translation>
    </message>
    <message>
        <source>Train on {0}</source>
        <translation>Entrenar con {0}</translation>
    </message>
    <message>
        <source>Saved as {0}</source>
        <translation>Guardado como {0}</translation>
    </message>
    <message>
        <source>Untitled</source>
        <translation>Sin título</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Buscar</translation>
    </message>
    <message>
        <source>Search {0}</source>
        <translation>Buscar en {0}</translation>
    </message>
    <message>
        <source>Without the tick there is no number.</source>
        <translation>Sin la marca no hay número.</translation>
    </message>
    <message>
        <source>Choose {0}</source>
        <translation>Elegir {0}</translation>
    </message>
    <message>
        <source>Set {0}</source>
        <translation>Fijar {0}</translation>
    </message>
    <message>
        <source>{0} numbers</source>
        <translation>{0} números</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Añadir</translation>
    </message>
    <message>
        <source>Take it out of the list</source>
        <translation>Sacar de la lista</translation>
    </message>
    <message>
        <source>the same stands in the list already</source>
        <translation>lo mismo ya está en la lista</translation>
    </message>
    <message>
        <source>{0} — not for this task</source>
        <translation>{0} — no para esta tarea</translation>
    </message>
    <message>
        <source>Add to {0}</source>
        <translation>Añadir a {0}</translation>
    </message>
    <message>
        <source>Remove {0}</source>
        <translation>Quitar {0}</translation>
    </message>
    <message>
        <source>a finite number is needed</source>
        <translation>hace falta un número finito</translation>
    </message>
    <message>
        <source>at least {0}</source>
        <translation>como mínimo {0}</translation>
    </message>
    <message>
        <source>more than {0}</source>
        <translation>más de {0}</translation>
    </message>
    <message>
        <source>at most {0}</source>
        <translation>como máximo {0}</translation>
    </message>
    <message>
        <source>less than {0}</source>
        <translation>menos de {0}</translation>
    </message>
    <message>
        <source>fewer options</source>
        <translation>menos opciones</translation>
    </message>
    <message>
        <source>more options</source>
        <translation>más opciones</translation>
    </message>
    <message>
        <source>a whole number is needed</source>
        <translation>hace falta un número entero</translation>
    </message>
    <message>
        <source>a number is needed, such as 0.01 or 1e-4</source>
        <translation>hace falta un número, como 0.01 o 1e-4</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>nada</translation>
    </message>
    <message>
        <source>on</source>
        <translation>sí</translation>
    </message>
    <message>
        <source>off</source>
        <translation>no</translation>
    </message>
    <message>
        <source>Reset to {0}</source>
        <translation>Volver a {0}</translation>
    </message>
    <message>
        <source>By default: {0}</source>
        <translation>Por omisión: {0}</translation>
    </message>
    <message>
        <source>no {0}</source>
        <translation>sin {0}</translation>
    </message>
    <message>
        <source>Menu of {0}</source>
        <translation>Menú de {0}</translation>
    </message>
    <message>
        <source>Close {0}</source>
        <translation>Cerrar {0}</translation>
    </message>
    <message>
        <source>{0} · 1 thread</source>
        <translation>{0} · 1 hilo</translation>
    </message>
    <message>
        <source>{0} · {1} threads</source>
        <translation>{0} · {1} hilos</translation>
    </message>
    <message>
        <source>What computes, and with how much</source>
        <translation>Qué calcula, y con cuánto</translation>
    </message>
    <message>
        <source>saved</source>
        <translation>guardado</translation>
    </message>
    <message>
        <source>not saved</source>
        <translation>sin guardar</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pausa</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Archivo</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>Edición</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>Ejecutar</translation>
    </message>
    <message>
        <source>View</source>
        <translation>Ver</translation>
    </message>
    <message>
        <source>Learn</source>
        <translation>Aprender</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exportar</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Ayuda</translation>
    </message>
    <message>
        <source>Panels</source>
        <translation>Paneles</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Como el sistema</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Claro</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Oscuro</translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation>Alto contraste</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>Colores</translation>
    </message>
    <message>
        <source>Examples</source>
        <translation>Ejemplos</translation>
    </message>
    <message>
        <source>Recent files</source>
        <translation>Archivos recientes</translation>
    </message>
    <message>
        <source>Weights as {0}...</source>
        <translation>Pesos como {0}...</translation>
    </message>
    <message>
        <source>None yet</source>
        <translation>Ninguno aún</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>Mensajes</translation>
    </message>
    <message>
        <source>Close the message</source>
        <translation>Cerrar el mensaje</translation>
    </message>
    <message>
        <source>Confusion</source>
        <translation>Confusión</translation>
    </message>
    <message>
        <source>{part} part: {right} of {total} right ({share})</source>
        <translation>Parte de {part}: {right} de {total} correctas ({share})</translation>
    </message>
    <message>
        <source>{true} taken for {answer}: {count} of {total}</source>
        <translation>{true} tomado por {answer}: {count} de {total}</translation>
    </message>
    <message>
        <source>Most often:</source>
        <translation>Lo más frecuente:</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>Prueba</translation>
    </message>
    <message>
        <source>Validation</source>
        <translation>Validación</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>Entrenamiento</translation>
    </message>
    <message>
        <source>Curves</source>
        <translation>Curvas</translation>
    </message>
    <message>
        <source>edit</source>
        <translation>cambio</translation>
    </message>
    <message>
        <source>diverged</source>
        <translation>divergió</translation>
    </message>
    <message>
        <source>end</source>
        <translation>fin</translation>
    </message>
    <message>
        <source>Curve</source>
        <translation>Curva</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>Pérdida</translation>
    </message>
    <message>
        <source>best</source>
        <translation>mejor</translation>
    </message>
    <message>
        <source>epoch {0}: {1}</source>
        <translation>época {0}: {1}</translation>
    </message>
    <message>
        <source>epoch {0}: the best epoch</source>
        <translation>época {0}: la mejor época</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>Datos</translation>
    </message>
    <message>
        <source>Classify</source>
        <translation>Clasificar</translation>
    </message>
    <message>
        <source>Predict a number</source>
        <translation>Predecir un número</translation>
    </message>
    <message>
        <source>Change batch size</source>
        <translation>Cambiar el tamaño de lote</translation>
    </message>
    <message>
        <source>Draw a new sample</source>
        <translation>Sacar otra muestra</translation>
    </message>
    <message>
        <source>Choose {name}</source>
        <translation>Elegir {name}</translation>
    </message>
    <message>
        <source>Change {name}</source>
        <translation>Cambiar {name}</translation>
    </message>
    <message>
        <source>not known yet</source>
        <translation>aún no se conoce</translation>
    </message>
    <message>
        <source>options</source>
        <translation>opciones</translation>
    </message>
    <message>
        <source>    {count} parameters, and {kept} that follow the data</source>
        <translation>    {count} parámetros, y {kept} que siguen a los datos</translation>
    </message>
    <message>
        <source>    {count} parameters</source>
        <translation>    {count} parámetros</translation>
    </message>
    <message>
        <source>Click a layer in the drawing: its options stand here.</source>
        <translation>Haz clic en una capa del dibujo: aquí están sus opciones.</translation>
    </message>
    <message>
        <source>Name of the layer</source>
        <translation>Nombre de la capa</translation>
    </message>
    <message>
        <source>Change {field} of {layer}</source>
        <translation>Cambiar {field} de {layer}</translation>
    </message>
    <message>
        <source>Rename {old} to {new}</source>
        <translation>Cambiar el nombre de {old} a {new}</translation>
    </message>
    <message>
        <source>Lesson</source>
        <translation>Lección</translation>
    </message>
    <message>
        <source>Step of the lesson</source>
        <translation>Paso de la lección</translation>
    </message>
    <message>
        <source>Text of the lesson</source>
        <translation>Texto de la lección</translation>
    </message>
    <message>
        <source>Lessons</source>
        <translation>Lecciones</translation>
    </message>
    <message>
        <source>Choose a lesson: its text stands here, and the window is set up for it.</source>
        <translation>Elige una lección: aquí aparece su texto, y la ventana se prepara para ella.</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Atrás</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Siguiente</translation>
    </message>
    <message>
        <source>Finish</source>
        <translation>Terminar</translation>
    </message>
    <message>
        <source>{0} minutes</source>
        <translation>{0} minutos</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>Registro</translation>
    </message>
    <message>
        <source>Starts, changed settings, ends and mishaps of runs are listed here.</source>
        <translation>Aquí se anotan comienzos, ajustes cambiados, finales y percances de las ejecuciones.</translation>
    </message>
    <message>
        <source>Save as CSV...</source>
        <translation>Guardar como CSV...</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Vaciar</translation>
    </message>
    <message>
        <source>Epoch</source>
        <translation>Época</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>Paso</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>Qué pasó</translation>
    </message>
    <message>
        <source>training starts</source>
        <translation>comienza el entrenamiento</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>Red</translation>
    </message>
    <message>
        <source>The map shows itself when the network does not fit</source>
        <translation>El mapa aparece cuando la red no cabe</translation>
    </message>
    <message>
        <source>The map stays hidden</source>
        <translation>El mapa queda oculto</translation>
    </message>
    <message>
        <source>Output</source>
        <translation>Salida</translation>
    </message>
    <message>
        <source>The network&apos;s answers are drawn here as soon as data and network fit.</source>
        <translation>Aquí se dibujan las respuestas de la red en cuanto datos y red encajan.</translation>
    </message>
    <message>
        <source>Rate over time</source>
        <translation>Tasa en el tiempo</translation>
    </message>
    <message>
        <source>What is measured</source>
        <translation>Qué se mide</translation>
    </message>
    <message>
        <source>When it stops</source>
        <translation>Cuándo para</translation>
    </message>
    <message>
        <source>Keep weights small</source>
        <translation>Mantener pesos pequeños</translation>
    </message>
    <message>
        <source>Samples</source>
        <translation>Muestras</translation>
    </message>
    <message>
        <source>Numbers</source>
        <translation>Números</translation>
    </message>
    <message>
        <source>training</source>
        <translation>entrenamiento</translation>
    </message>
    <message>
        <source>Change {field}</source>
        <translation>Cambiar {field}</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>Pesos</translation>
    </message>
    <message>
        <source>Histogram of weights</source>
        <translation>Histograma de los pesos</translation>
    </message>
    <message>
        <source>How large the weights are.</source>
        <translation>Cómo de grandes son los pesos.</translation>
    </message>
    <message>
        <source>Add a layer that learns, such as a dense one: its weights are drawn here.</source>
        <translation>Añade una capa que aprenda, por ejemplo una densa: aquí se dibujan sus pesos.</translation>
    </message>
    <message>
        <source>Matrix</source>
        <translation>Matriz</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>Imágenes</translation>
    </message>
    <message>
        <source>Press play: the weights of this layer are drawn here.</source>
        <translation>Pulsa entrenar: aquí se dibujan los pesos de esta capa.</translation>
    </message>
    <message>
        <source>slope below 0</source>
        <translation>pendiente bajo 0</translation>
    </message>
    <message>
        <source>scale</source>
        <translation>escala</translation>
    </message>
    <message>
        <source>shift</source>
        <translation>desplazamiento</translation>
    </message>
    <message>
        <source>running mean</source>
        <translation>media móvil</translation>
    </message>
    <message>
        <source>running variance</source>
        <translation>varianza móvil</translation>
    </message>
    <message>
        <source>Copy picture</source>
        <translation>Copiar imagen</translation>
    </message>
    <message>
        <source>Save as PNG...</source>
        <translation>Guardar como PNG...</translation>
    </message>
    <message>
        <source>Save as SVG...</source>
        <translation>Guardar como SVG...</translation>
    </message>
    <message>
        <source>Save as PDF...</source>
        <translation>Guardar como PDF...</translation>
    </message>
    <message>
        <source>Save numbers as CSV...</source>
        <translation>Guardar números como CSV...</translation>
    </message>
    <message>
        <source>Data with two inputs are drawn here, with what the network says.</source>
        <translation>Aquí se dibujan datos con dos entradas, con lo que dice la red.</translation>
    </message>
    <message>
        <source>hard edges</source>
        <translation>bordes duros</translation>
    </message>
    <message>
        <source>Discretise: show only which answer wins, not how surely.</source>
        <translation>Discretizar: mostrar solo qué respuesta gana, no con qué seguridad.</translation>
    </message>
    <message>
        <source>unit lines</source>
        <translation>líneas de unidad</translation>
    </message>
    <message>
        <source>Where each unit of the first layer is zero.</source>
        <translation>Dónde vale cero cada unidad de la primera capa.</translation>
    </message>
    <message>
        <source>train</source>
        <translation>entren.</translation>
    </message>
    <message>
        <source>test</source>
        <translation>prueba</translation>
    </message>
    <message>
        <source>{true} taken for {answer}: {count} of {total} ({share})</source>
        <translation>{true} tomado por {answer}: {count} de {total} ({share})</translation>
    </message>
    <message>
        <source>{true} recognised: {count} of {total} ({share})</source>
        <translation>{true} reconocido: {count} de {total} ({share})</translation>
    </message>
    <message>
        <source>true class</source>
        <translation>clase verdadera</translation>
    </message>
    <message>
        <source>Train a classifier to see which class it takes for which.</source>
        <translation>Entrena un clasificador para ver qué clase confunde con cuál.</translation>
    </message>
    <message>
        <source>answer</source>
        <translation>respuesta</translation>
    </message>
    <message>
        <source>validation</source>
        <translation>validación</translation>
    </message>
    <message>
        <source>and {0} more before</source>
        <translation>y {0} más antes</translation>
    </message>
    <message>
        <source>Press play: loss and accuracy are drawn here.</source>
        <translation>Pulsa entrenar: aquí se dibujan pérdida y exactitud.</translation>
    </message>
    <message>
        <source>Horizontal axis</source>
        <translation>Eje horizontal</translation>
    </message>
    <message>
        <source>log scale</source>
        <translation>escala log</translation>
    </message>
    <message>
        <source>Smoothing</source>
        <translation>Suavizado</translation>
    </message>
    <message>
        <source>Smoothing: how much of the past goes into each point.</source>
        <translation>Suavizado: cuánto del pasado entra en cada punto.</translation>
    </message>
    <message>
        <source>epochs</source>
        <translation>épocas</translation>
    </message>
    <message>
        <source>steps</source>
        <translation>pasos</translation>
    </message>
    <message>
        <source>seconds</source>
        <translation>segundos</translation>
    </message>
    <message>
        <source>smooth</source>
        <translation>suavizar</translation>
    </message>
    <message>
        <source>a picture cannot be saved in this format</source>
        <translation>una imagen no se puede guardar en este formato</translation>
    </message>
    <message>
        <source>use .png, .svg or .pdf</source>
        <translation>usa .png, .svg o .pdf</translation>
    </message>
    <message>
        <source>cannot be written</source>
        <translation>no se puede escribir</translation>
    </message>
    <message>
        <source>Choose a layer to see its weights.</source>
        <translation>Elige una capa para ver sus pesos.</translation>
    </message>
    <message>
        <source>Loss against learning rate</source>
        <translation>Pérdida frente a tasa de aprendizaje</translation>
    </message>
    <message>
        <source>learning rate</source>
        <translation>tasa de aprendizaje</translation>
    </message>
    <message>
        <source>loss</source>
        <translation>pérdida</translation>
    </message>
    <message>
        <source>Data sets</source>
        <translation>Conjuntos de datos</translation>
    </message>
    <message>
        <source>then press play to start again</source>
        <translation>después pulsa entrenar para empezar de nuevo</translation>
    </message>
    <message>
        <source>It was in no file yet.</source>
        <translation>Aún no estaba en ningún archivo.</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>Restaurar</translation>
    </message>
    <message>
        <source>Throw away</source>
        <translation>Desechar</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>Más tarde</translation>
    </message>
    <message>
        <source>Glassnet ended without saving “{0}”.</source>
        <translation>Glassnet terminó sin guardar «{0}».</translation>
    </message>
    <message>
        <source>Unsaved changes cannot be kept for a crash: {0}</source>
        <translation>Los cambios sin guardar no se pueden conservar ante un fallo: {0}</translation>
    </message>
    <message>
        <source>What the machine is doing</source>
        <translation>Lo que hace la máquina</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Progreso</translation>
    </message>
    <message>
        <source>Getting ready</source>
        <translation>Preparando</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>En pausa</translation>
    </message>
    <message>
        <source>Finished</source>
        <translation>Terminado</translation>
    </message>
    <message>
        <source>Diverged</source>
        <translation>Divergió</translation>
    </message>
    <message>
        <source>{0} steps/s</source>
        <translation>{0} pasos/s</translation>
    </message>
    <message>
        <source>{0} samples/s</source>
        <translation>{0} muestras/s</translation>
    </message>
    <message>
        <source>frame {0} ms</source>
        <translation>cuadro {0} ms</translation>
    </message>
    <message>
        <source>{0} MB</source>
        <translation>{0} MB</translation>
    </message>
    <message>
        <source>The network cannot train yet: {0}</source>
        <translation>La red aún no puede entrenar: {0}</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>Velocidad</translation>
    </message>
    <message>
        <source>How fast it trains: from one step a second to as fast as it goes</source>
        <translation>Con qué rapidez entrena: de un paso por segundo a toda la posible</translation>
    </message>
    <message>
        <source>Speed: as fast as it goes</source>
        <translation>Velocidad: toda la posible</translation>
    </message>
    <message>
        <source>Full speed</source>
        <translation>Toda la velocidad</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>Menú</translation>
    </message>
    <message>
        <source>Group layers</source>
        <translation>Agrupar capas</translation>
    </message>
    <message>
        <source>A frame with a name around the selected layers; drag the name to move them together</source>
        <translation>Un marco con nombre alrededor de las capas elegidas; arrastra el nombre para moverlas juntas</translation>
    </message>
    <message>
        <source>Ungroup layers</source>
        <translation>Desagrupar capas</translation>
    </message>
    <message>
        <source>Fold or unfold layer</source>
        <translation>Plegar o desplegar capa</translation>
    </message>
    <message>
        <source>Draw a few units of the selected layer, or all of them (up to 64)</source>
        <translation>Dibuja unas pocas unidades de la capa elegida, o todas (hasta 64)</translation>
    </message>
    <message>
        <source>Unfold layer</source>
        <translation>Desplegar capa</translation>
    </message>
    <message>
        <source>Fold layer</source>
        <translation>Plegar capa</translation>
    </message>
    <message>
        <source>Group {n}</source>
        <translation>Grupo {n}</translation>
    </message>
    <message>
        <source>Name of the group</source>
        <translation>Nombre del grupo</translation>
    </message>
    <message>
        <source>Train loss</source>
        <translation>Pérdida entren.</translation>
    </message>
    <message>
        <source>Test loss</source>
        <translation>Pérdida prueba</translation>
    </message>
    <message>
        <source>Train accuracy</source>
        <translation>Exactitud entren.</translation>
    </message>
    <message>
        <source>Test accuracy</source>
        <translation>Exactitud prueba</translation>
    </message>
    <message>
        <source>Save weights, pictures and numbers</source>
        <translation>Guardar pesos, imágenes y números</translation>
    </message>
    <message>
        <source>What computes</source>
        <translation>Qué calcula</translation>
    </message>
    <message>
        <source>Train {0}</source>
        <translation>{0} entren.</translation>
    </message>
    <message>
        <source>Test {0}</source>
        <translation>{0} prueba</translation>
    </message>
    <message>
        <source>Speed: {0} steps/s</source>
        <translation>Velocidad: {0} pasos/s</translation>
    </message>
    <message>
        <source>Probabilities</source>
        <translation>Probabilidades</translation>
    </message>
    <message>
        <source>Choose a sample to see how sure the network is.</source>
        <translation>Elige una muestra para ver cómo de segura está la red.</translation>
    </message>
    <message>
        <source>{name} with {share}</source>
        <translation>{name} con {share}</translation>
    </message>
    <message>
        <source>Task</source>
        <translation>Tarea</translation>
    </message>
    <message>
        <source>Sort of data</source>
        <translation>Tipo de datos</translation>
    </message>
    <message>
        <source>Points made up in the plane</source>
        <translation>Puntos inventados en el plano</translation>
    </message>
    <message>
        <source>Measured tables and pictures</source>
        <translation>Tablas e imágenes medidas</translation>
    </message>
    <message>
        <source>Files of your own</source>
        <translation>Archivos propios</translation>
    </message>
    <message>
        <source>New sample</source>
        <translation>Muestra nueva</translation>
    </message>
    <message>
        <source>Draw other points of the same pattern</source>
        <translation>Sacar otros puntos del mismo patrón</translation>
    </message>
    <message>
        <source>Scaling</source>
        <translation>Escalado</translation>
    </message>
    <message>
        <source>Target scaling</source>
        <translation>Escalado del objetivo</translation>
    </message>
    <message>
        <source>Batch size</source>
        <translation>Tamaño de lote</translation>
    </message>
    <message>
        <source>{samples} pictures of {size}</source>
        <translation>{samples} imágenes de {size}</translation>
    </message>
    <message>
        <source>{samples} rows, {size} columns</source>
        <translation>{samples} filas, {size} columnas</translation>
    </message>
    <message>
        <source>a number</source>
        <translation>un número</translation>
    </message>
    <message>
        <source>Plane</source>
        <translation>Plano</translation>
    </message>
    <message>
        <source>Real</source>
        <translation>Reales</translation>
    </message>
    <message>
        <source>Own file</source>
        <translation>Archivo propio</translation>
    </message>
    <message>
        <source>Split</source>
        <translation>Reparto</translation>
    </message>
    <message>
        <source>Features</source>
        <translation>Características</translation>
    </message>
    <message>
        <source>test share</source>
        <translation>parte de prueba</translation>
    </message>
    <message>
        <source>validation share</source>
        <translation>parte de validación</translation>
    </message>
    <message>
        <source>sample weights</source>
        <translation>pesos de las muestras</translation>
    </message>
    <message>
        <source>features</source>
        <translation>características</translation>
    </message>
    <message>
        <source>scaling</source>
        <translation>escalado</translation>
    </message>
    <message>
        <source>target scaling</source>
        <translation>escalado del objetivo</translation>
    </message>
    <message>
        <source>{count} classes</source>
        <translation>{count} clases</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>Columnas</translation>
    </message>
    <message>
        <source>All {total} columns</source>
        <translation>Las {total} columnas</translation>
    </message>
    <message>
        <source>{count} of {total} columns</source>
        <translation>{count} de {total} columnas</translation>
    </message>
    <message>
        <source>Table (CSV)...</source>
        <translation>Tabla (CSV)...</translation>
    </message>
    <message>
        <source>Arrays (NPZ)...</source>
        <translation>Matrices (NPZ)...</translation>
    </message>
    <message>
        <source>Picture folder...</source>
        <translation>Carpeta de imágenes...</translation>
    </message>
    <message>
        <source>Target column</source>
        <translation>Columna objetivo</translation>
    </message>
    <message>
        <source>Sample weights</source>
        <translation>Pesos de las muestras</translation>
    </message>
    <message>
        <source>Numbers from 0 up: how much each sample counts in the loss. They are no input.</source>
        <translation>Números desde 0: cuánto cuenta cada muestra en la pérdida. No son una entrada.</translation>
    </message>
    <message>
        <source>Predict</source>
        <translation>Predecir</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Ninguno</translation>
    </message>
    <message>
        <source>Open a table</source>
        <translation>Abrir una tabla</translation>
    </message>
    <message>
        <source>Tables (*.csv *.tsv *.txt);;All files (*)</source>
        <translation>Tablas (*.csv *.tsv *.txt);;Todos los archivos (*)</translation>
    </message>
    <message>
        <source>Open arrays</source>
        <translation>Abrir matrices</translation>
    </message>
    <message>
        <source>NumPy arrays (*.npz);;All files (*)</source>
        <translation>Matrices de NumPy (*.npz);;Todos los archivos (*)</translation>
    </message>
    <message>
        <source>Open a folder of pictures</source>
        <translation>Abrir una carpeta de imágenes</translation>
    </message>
    <message>
        <source>every column is fed</source>
        <translation>entran todas las columnas</translation>
    </message>
    <message>
        <source>{data}: {changes}</source>
        <translation>{data}: {changes}</translation>
    </message>
    <message>
        <source>loss: {loss}</source>
        <translation>pérdida: {loss}</translation>
    </message>
    <message>
        <source>{activation} at the output</source>
        <translation>{activation} en la salida</translation>
    </message>
    <message>
        <source>{layer} has {units} units</source>
        <translation>{layer} tiene {units} unidades</translation>
    </message>
    <message>
        <source>{layer} has 1 unit</source>
        <translation>{layer} tiene 1 unidad</translation>
    </message>
    <message>
        <source>z    (dashed: slope)</source>
        <translation>z    (a trazos: pendiente)</translation>
    </message>
    <message>
        <source>mean {mean}, spread {spread}</source>
        <translation>media {mean}, dispersión {spread}</translation>
    </message>
    <message>
        <source>{wrong} of {count} {part} pictures wrong</source>
        <translation>{wrong} de {count} imágenes de {part} mal</translation>
    </message>
    <message>
        <source>{count} {part} pictures</source>
        <translation>{count} imágenes de {part}</translation>
    </message>
    <message>
        <source>Page before</source>
        <translation>Página anterior</translation>
    </message>
    <message>
        <source>Next page</source>
        <translation>Página siguiente</translation>
    </message>
    <message>
        <source>Press play: pictures and what the network takes them for stand here.</source>
        <translation>Pulsa entrenar: aquí están las imágenes y por qué las toma la red.</translation>
    </message>
    <message>
        <source>{true}, taken for {answer}</source>
        <translation>{true}, tomado por {answer}</translation>
    </message>
    <message>
        <source>{true}, recognised</source>
        <translation>{true}, reconocido</translation>
    </message>
    <message>
        <source>Press play: each sample&apos;s prediction stands against the truth here.</source>
        <translation>Pulsa entrenar: aquí está la predicción de cada muestra frente a la verdad.</translation>
    </message>
    <message>
        <source>true {true}, predicted {predicted}</source>
        <translation>verdadero {true}, predicho {predicted}</translation>
    </message>
    <message>
        <source>Predicted and true</source>
        <translation>Predicho y verdadero</translation>
    </message>
    <message>
        <source>predicted</source>
        <translation>predicho</translation>
    </message>
    <message>
        <source>true {target}</source>
        <translation>{target} verdadero</translation>
    </message>
    <message>
        <source>{wrong} of {count} samples wrong</source>
        <translation>{wrong} de {count} muestras mal</translation>
    </message>
    <message>
        <source>Row</source>
        <translation>Fila</translation>
    </message>
    <message>
        <source>True</source>
        <translation>Verdadero</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Respuesta</translation>
    </message>
    <message>
        <source>Sure</source>
        <translation>Seguridad</translation>
    </message>
    <message>
        <source>Learning rate over time</source>
        <translation>Tasa de aprendizaje en el tiempo</translation>
    </message>
    <message>
        <source>{0} epochs</source>
        <translation>{0} épocas</translation>
    </message>
    <message>
        <source>from {0} to {1}</source>
        <translation>de {0} a {1}</translation>
    </message>
    <message>
        <source>The other columns stand at their middle.</source>
        <translation>Las otras columnas están en su valor medio.</translation>
    </message>
    <message>
        <source>Column across</source>
        <translation>Columna horizontal</translation>
    </message>
    <message>
        <source>Column upwards</source>
        <translation>Columna vertical</translation>
    </message>
    <message>
        <source>Predicted</source>
        <translation>Predicho</translation>
    </message>
    <message>
        <source>More or less than {0}</source>
        <translation>Más o menos que {0}</translation>
    </message>
    <message>
        <source>The other columns are those of row {0}.</source>
        <translation>Las otras columnas son las de la fila {0}.</translation>
    </message>
    <message>
        <source>Weights as pictures</source>
        <translation>Pesos como imágenes</translation>
    </message>
    <message>
        <source>Press play: what each unit looks for is drawn here.</source>
        <translation>Pulsa entrenar: aquí se dibuja lo que busca cada unidad.</translation>
    </message>
    <message>
        <source>{count} units</source>
        <translation>{count} unidades</translation>
    </message>
    <message>
        <source>the first {shown} of {count} units</source>
        <translation>las primeras {shown} de {count} unidades</translation>
    </message>
    <message>
        <source>unit {number}, strongest weight {value}</source>
        <translation>unidad {number}, peso más fuerte {value}</translation>
    </message>
    <message>
        <source>Identity</source>
        <translation>Identidad</translation>
    </message>
    <message>
        <source>Hands its sum on unchanged: for outputs that predict a number. A layer of these is a linear map.</source>
        <translation>Pasa su suma sin cambios: para salidas que predicen un número. Una capa de estas es una aplicación lineal.</translation>
    </message>
    <message>
        <source>Fires or does not: 1 above zero, 0 at zero and below. It has no slope, so gradient training cannot move the weights behind it.</source>
        <translation>Dispara o no: 1 por encima de cero, 0 en cero y por debajo. No tiene pendiente, así que el entrenamiento por gradiente no puede mover los pesos que hay detrás.</translation>
    </message>
    <message>
        <source>Sigmoid</source>
        <translation>Sigmoide</translation>
    </message>
    <message>
        <source>A soft step between 0 and 1, read as a probability: for yes/no outputs. In deep stacks its slope, never above 1/4, makes gradients fade.</source>
        <translation>Un escalón suave entre 0 y 1, que se lee como probabilidad: para salidas sí/no. En pilas profundas su pendiente, nunca mayor que 1/4, apaga los gradientes.</translation>
    </message>
    <message>
        <source>Tanh</source>
        <translation>Tanh</translation>
    </message>
    <message>
        <source>A soft step between -1 and 1: the sigmoid stretched and shifted, tanh(z) = 2 sigmoid(2 z) - 1. Centred at zero, it suits small hidden layers and gives smooth boundaries.</source>
        <translation>Un escalón suave entre -1 y 1: la sigmoide estirada y desplazada, tanh(z) = 2 sigmoid(2 z) - 1. Centrada en cero, va bien en capas ocultas pequeñas y da fronteras suaves.</translation>
    </message>
    <message>
        <source>PReLU</source>
        <translation>PReLU</translation>
    </message>
    <message>
        <source>ReLU whose slope below zero is learned, one for each unit: for hidden layers large enough to choose it.</source>
        <translation>ReLU cuya pendiente bajo cero se aprende, una por unidad: para capas ocultas lo bastante grandes para elegirla.</translation>
    </message>
    <message>
        <source>First slope</source>
        <translation>Primera pendiente</translation>
    </message>
    <message>
        <source>Slope below zero before it learns.</source>
        <translation>Pendiente bajo cero antes de aprender.</translation>
    </message>
    <message>
        <source>ReLU</source>
        <translation>ReLU</translation>
    </message>
    <message>
        <source>Zero below zero, the sum itself above: cheap, and its slope does not fade. The first choice for hidden layers; a unit that is below zero for every sample is dead.</source>
        <translation>Cero bajo cero, la propia suma por encima: barata, y su pendiente no se apaga. La primera opción para capas ocultas; una unidad que está bajo cero para todas las muestras está muerta.</translation>
    </message>
    <message>
        <source>Leaky ReLU</source>
        <translation>Leaky ReLU</translation>
    </message>
    <message>
        <source>ReLU with a small slope below zero, so that a unit can always come back.</source>
        <translation>ReLU con una pequeña pendiente bajo cero, para que una unidad siempre pueda volver.</translation>
    </message>
    <message>
        <source>ELU</source>
        <translation>ELU</translation>
    </message>
    <message>
        <source>ReLU with a soft floor at -alpha: no dead units, and layers whose mean is nearer to zero, at the price of an exponential.</source>
        <translation>ReLU con un suelo suave en -alpha: no hay unidades muertas y la media de las capas está más cerca de cero, al precio de una exponencial.</translation>
    </message>
    <message>
        <source>SELU</source>
        <translation>SELU</translation>
    </message>
    <message>
        <source>ELU with two fixed numbers that keep a layer&apos;s mean at 0 and its variance at 1: deep stacks of dense layers stay lively without normalization. Start it with lecun_normal and scale the inputs.</source>
        <translation>ELU con dos números fijos que mantienen la media de una capa en 0 y su varianza en 1: las pilas profundas de capas densas siguen vivas sin normalización. Empiézala con lecun_normal y escala las entradas.</translation>
    </message>
    <message>
        <source>GELU</source>
        <translation>GELU</translation>
    </message>
    <message>
        <source>The sum, weighted by the chance that a normal number is smaller: a smooth ReLU with a small dip below zero, used in transformers.</source>
        <translation>La suma, ponderada con la probabilidad de que un número normal sea menor: una ReLU suave con un pequeño hoyo bajo cero, usada en transformers.</translation>
    </message>
    <message>
        <source>SiLU (swish)</source>
        <translation>SiLU (swish)</translation>
    </message>
    <message>
        <source>The sum, weighted by its own sigmoid: a smooth ReLU with a small dip below zero, for deep hidden layers.</source>
        <translation>La suma, ponderada con su propia sigmoide: una ReLU suave con un pequeño hoyo bajo cero, para capas ocultas profundas.</translation>
    </message>
    <message>
        <source>Mish</source>
        <translation>Mish</translation>
    </message>
    <message>
        <source>Like SiLU with a slightly deeper dip: smooth everywhere, for deep hidden layers where cost matters less.</source>
        <translation>Como SiLU con un hoyo algo más hondo: suave en todas partes, para capas ocultas profundas donde el coste importa menos.</translation>
    </message>
    <message>
        <source>Softplus</source>
        <translation>Softplus</translation>
    </message>
    <message>
        <source>ReLU with its corner rounded; its slope is the sigmoid. For outputs that must be above zero, such as sizes and rates.</source>
        <translation>ReLU con la esquina redondeada; su pendiente es la sigmoide. Para salidas que deben estar sobre cero, como tamaños y tasas.</translation>
    </message>
    <message>
        <source>Slope</source>
        <translation>Pendiente</translation>
    </message>
    <message>
        <source>How steep the line is below zero.</source>
        <translation>Cómo de empinada es la línea bajo cero.</translation>
    </message>
    <message>
        <source>Alpha</source>
        <translation>Alfa</translation>
    </message>
    <message>
        <source>How far below zero the curve goes.</source>
        <translation>Hasta dónde baja la curva de cero.</translation>
    </message>
    <message>
        <source>Softmax</source>
        <translation>Softmax</translation>
    </message>
    <message>
        <source>Turns a layer&apos;s sums into shares that add up to 1: one probability for each class. For outputs with more than two classes, together with cross-entropy.</source>
        <translation>Convierte las sumas de una capa en partes que suman 1: una probabilidad por clase. Para salidas de más de dos clases, junto con la entropía cruzada.</translation>
    </message>
    <message>
        <source>Softsign</source>
        <translation>Softsign</translation>
    </message>
    <message>
        <source>Like tanh but slower to reach its ends, so units that are far out still learn a little.</source>
        <translation>Como tanh, pero llega más despacio a sus extremos, así que las unidades muy alejadas aún aprenden algo.</translation>
    </message>
    <message>
        <source>Hard sigmoid</source>
        <translation>Sigmoide dura</translation>
    </message>
    <message>
        <source>The sigmoid drawn with three straight lines: cheap, and exactly 0 or 1 outside -3 to 3, where it stops learning.</source>
        <translation>La sigmoide dibujada con tres rectas: barata, y exactamente 0 o 1 fuera de -3 a 3, donde deja de aprender.</translation>
    </message>
    <message>
        <source>Hard tanh</source>
        <translation>Tanh dura</translation>
    </message>
    <message>
        <source>Tanh drawn with three straight lines: the sum itself, cut off at -1 and 1, where it stops learning.</source>
        <translation>Tanh dibujada con tres rectas: la propia suma, cortada en -1 y 1, donde deja de aprender.</translation>
    </message>
    <message>
        <source>Sine</source>
        <translation>Seno</translation>
    </message>
    <message>
        <source>A wave: for patterns that repeat and for fine detail. Large weights make very wiggly answers.</source>
        <translation>Una onda: para patrones que se repiten y para detalle fino. Los pesos grandes dan respuestas muy onduladas.</translation>
    </message>
    <message>
        <source>Gaussian</source>
        <translation>Gaussiana</translation>
    </message>
    <message>
        <source>A bump: 1 at zero, fading on both sides, so a unit answers to a band of sums alone. Good at regions, slow to learn from far away.</source>
        <translation>Una loma: 1 en cero y menos a ambos lados, así que una unidad responde solo a una banda de sumas. Buena con regiones, lenta para aprender desde lejos.</translation>
    </message>
    <message>
        <source>All alike</source>
        <translation>Todas igual</translation>
    </message>
    <message>
        <source>Every sample counts as one.</source>
        <translation>Cada muestra cuenta como una.</translation>
    </message>
    <message>
        <source>Balanced</source>
        <translation>Equilibrados</translation>
    </message>
    <message>
        <source>Every class counts the same in all, however few samples it has.</source>
        <translation>Cada clase cuenta lo mismo en total, por pocas muestras que tenga.</translation>
    </message>
    <message>
        <source>Given</source>
        <translation>Dados</translation>
    </message>
    <message>
        <source>The samples of each class count by a factor of your own.</source>
        <translation>Las muestras de cada clase cuentan con un factor tuyo.</translation>
    </message>
    <message>
        <source>One factor for each class, in the order of the classes.</source>
        <translation>Un factor para cada clase, en el orden de las clases.</translation>
    </message>
    <message>
        <source>The gradient is used as it is.</source>
        <translation>El gradiente se usa tal como está.</translation>
    </message>
    <message>
        <source>By value</source>
        <translation>Por valor</translation>
    </message>
    <message>
        <source>Every number of the gradient is cut off at the limit; its direction may change.</source>
        <translation>Cada número del gradiente se corta en el límite; su dirección puede cambiar.</translation>
    </message>
    <message>
        <source>By norm</source>
        <translation>Por norma</translation>
    </message>
    <message>
        <source>A gradient longer than the limit, over all layers, is scaled down to it; its direction stays.</source>
        <translation>Un gradiente más largo que el límite, sobre todas las capas, se reduce a él; su dirección se queda.</translation>
    </message>
    <message>
        <source>Limit</source>
        <translation>Límite</translation>
    </message>
    <message>
        <source>No number of the gradient is larger than this.</source>
        <translation>Ningún número del gradiente es mayor que esto.</translation>
    </message>
    <message>
        <source>The whole gradient is not longer than this.</source>
        <translation>El gradiente entero no es más largo que esto.</translation>
    </message>
    <message>
        <source>CSV file</source>
        <translation>Archivo CSV</translation>
    </message>
    <message>
        <source>A table of your own; columns of text become categories.</source>
        <translation>Una tabla propia; las columnas de texto se vuelven categorías.</translation>
    </message>
    <message>
        <source>no target column is chosen</source>
        <translation>no hay columna objetivo elegida</translation>
    </message>
    <message>
        <source>there is no column besides the target</source>
        <translation>no hay más columna que el objetivo</translation>
    </message>
    <message>
        <source>give at least one input column</source>
        <translation>da al menos una columna de entrada</translation>
    </message>
    <message>
        <source>a column and a text&apos;s value are both named &apos;{0}&apos;</source>
        <translation>una columna y el valor de un texto se llaman &apos;{0}&apos;</translation>
    </message>
    <message>
        <source>rename the column</source>
        <translation>cambia el nombre de la columna</translation>
    </message>
    <message>
        <source>&apos;{0}&apos; is the target</source>
        <translation>&apos;{0}&apos; es el objetivo</translation>
    </message>
    <message>
        <source>choose another column, or none</source>
        <translation>elige otra columna, o ninguna</translation>
    </message>
    <message>
        <source>A table with a line of column names, separated by comma, semicolon or tab.</source>
        <translation>Una tabla con una línea de nombres de columna, separada por comas, punto y coma o tabuladores.</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>Objetivo</translation>
    </message>
    <message>
        <source>The column to be predicted; every other column is an input.</source>
        <translation>La columna que se predice; todas las demás son entradas.</translation>
    </message>
    <message>
        <source>Picture folder (IDX)</source>
        <translation>Carpeta de imágenes (IDX)</translation>
    </message>
    <message>
        <source>Pictures in the format of MNIST and Fashion-MNIST.</source>
        <translation>Imágenes en el formato de MNIST y Fashion-MNIST.</translation>
    </message>
    <message>
        <source>no folder is chosen</source>
        <translation>no hay carpeta elegida</translation>
    </message>
    <message>
        <source>give its path</source>
        <translation>da su ruta</translation>
    </message>
    <message>
        <source>there is no such folder</source>
        <translation>no existe esa carpeta</translation>
    </message>
    <message>
        <source>choose another one</source>
        <translation>elige otra</translation>
    </message>
    <message>
        <source>the folder lacks {0}</source>
        <translation>a la carpeta le falta {0}</translation>
    </message>
    <message>
        <source>each may end in .gz</source>
        <translation>cada uno puede acabar en .gz</translation>
    </message>
    <message>
        <source>training and test pictures have different sizes, {0}</source>
        <translation>las imágenes de entrenamiento y de prueba tienen tamaños distintos, {0}</translation>
    </message>
    <message>
        <source>use files of one set</source>
        <translation>usa archivos de un mismo conjunto</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Carpeta</translation>
    </message>
    <message>
        <source>It holds train-images, train-labels, t10k-images and t10k-labels.</source>
        <translation>Contiene train-images, train-labels, t10k-images y t10k-labels.</translation>
    </message>
    <message>
        <source>Class names</source>
        <translation>Nombres de las clases</translation>
    </message>
    <message>
        <source>Names of the labels 0, 1 ...; may be left out.</source>
        <translation>Nombres de las etiquetas 0, 1 ...; se pueden omitir.</translation>
    </message>
    <message>
        <source>{0} has {1} pictures, {2} {3} labels</source>
        <translation>{0} tiene {1} imágenes, {2} {3} etiquetas</translation>
    </message>
    <message>
        <source>fetch both files again</source>
        <translation>trae los dos archivos otra vez</translation>
    </message>
    <message>
        <source>NPZ file</source>
        <translation>Archivo NPZ</translation>
    </message>
    <message>
        <source>Arrays saved by NumPy: a table of numbers, or pictures.</source>
        <translation>Matrices guardadas por NumPy: una tabla de números, o imágenes.</translation>
    </message>
    <message>
        <source>the array {0} is missing; there is {1}</source>
        <translation>falta la matriz {0}; hay {1}</translation>
    </message>
    <message>
        <source>save x and y, or x_train, y_train, x_test, y_test</source>
        <translation>guarda x e y, o x_train, y_train, x_test, y_test</translation>
    </message>
    <message>
        <source>{0} and x_test have shapes {1}</source>
        <translation>{0} y x_test tienen formas {1}</translation>
    </message>
    <message>
        <source>samples of both must be alike</source>
        <translation>las muestras de ambas deben ser iguales</translation>
    </message>
    <message>
        <source>the array is of type {0}</source>
        <translation>la matriz es de tipo {0}</translation>
    </message>
    <message>
        <source>inputs are numbers</source>
        <translation>las entradas son números</translation>
    </message>
    <message>
        <source>the array has shape {0}</source>
        <translation>la matriz tiene forma {0}</translation>
    </message>
    <message>
        <source>inputs are (n, width), (n, height, width) or (n, height, width, channels)</source>
        <translation>las entradas son (n, ancho), (n, alto, ancho) o (n, alto, ancho, canales)</translation>
    </message>
    <message>
        <source>the array has {0} rows</source>
        <translation>la matriz tiene {0} filas</translation>
    </message>
    <message>
        <source>use at most {0}</source>
        <translation>usa como máximo {0}</translation>
    </message>
    <message>
        <source>{0} has {1} rows and {2} has {3}</source>
        <translation>{0} tiene {1} filas y {2} tiene {3}</translation>
    </message>
    <message>
        <source>give one target for each sample</source>
        <translation>da un objetivo para cada muestra</translation>
    </message>
    <message>
        <source>there is no array &apos;{0}&apos; of weights</source>
        <translation>no hay matriz de pesos &apos;{0}&apos;</translation>
    </message>
    <message>
        <source>An NPZ file with x and y, or with x_train, y_train, x_test, y_test.</source>
        <translation>Un archivo NPZ con x e y, o con x_train, y_train, x_test, y_test.</translation>
    </message>
    <message>
        <source>Blobs</source>
        <translation>Nubes</translation>
    </message>
    <message>
        <source>Round clouds of several colours in a circle.</source>
        <translation>Nubes redondas de varios colores en círculo.</translation>
    </message>
    <message>
        <source>How many points there are.</source>
        <translation>Cuántos puntos hay.</translation>
    </message>
    <message>
        <source>Noise</source>
        <translation>Ruido</translation>
    </message>
    <message>
        <source>How far the points stray from the pattern.</source>
        <translation>Cuánto se apartan los puntos del patrón.</translation>
    </message>
    <message>
        <source>Classes</source>
        <translation>Clases</translation>
    </message>
    <message>
        <source>How many colours there are.</source>
        <translation>Cuántos colores hay.</translation>
    </message>
    <message>
        <source>How far the numbers stray from the pattern.</source>
        <translation>Cuánto se apartan los números del patrón.</translation>
    </message>
    <message>
        <source>Points</source>
        <translation>Puntos</translation>
    </message>
    <message>
        <source>Points drawn by hand or written down, kept in the project.</source>
        <translation>Puntos dibujados a mano o escritos, guardados en el proyecto.</translation>
    </message>
    <message>
        <source>there are no points</source>
        <translation>no hay puntos</translation>
    </message>
    <message>
        <source>draw some, or choose another source</source>
        <translation>dibuja algunos, o elige otra fuente</translation>
    </message>
    <message>
        <source>the value is {0}</source>
        <translation>el valor es {0}</translation>
    </message>
    <message>
        <source>give a finite number</source>
        <translation>da un número finito</translation>
    </message>
    <message>
        <source>there are {0} targets for {1} points</source>
        <translation>hay {0} objetivos para {1} puntos</translation>
    </message>
    <message>
        <source>give one for each</source>
        <translation>da uno para cada uno</translation>
    </message>
    <message>
        <source>a target is too large</source>
        <translation>un objetivo es demasiado grande</translation>
    </message>
    <message>
        <source>use numbers below 2^53</source>
        <translation>usa números menores que 2^53</translation>
    </message>
    <message>
        <source>points have no column &apos;{0}&apos;</source>
        <translation>los puntos no tienen columna &apos;{0}&apos;</translation>
    </message>
    <message>
        <source>write their weights beside them</source>
        <translation>escribe sus pesos junto a ellos</translation>
    </message>
    <message>
        <source>Inputs</source>
        <translation>Entradas</translation>
    </message>
    <message>
        <source>One list of numbers for each point.</source>
        <translation>Una lista de números para cada punto.</translation>
    </message>
    <message>
        <source>Targets</source>
        <translation>Objetivos</translation>
    </message>
    <message>
        <source>One number, text or list of numbers for each point.</source>
        <translation>Un número, un texto o una lista de números para cada punto.</translation>
    </message>
    <message>
        <source>How much each point counts in the loss, from 0 up; may be left out.</source>
        <translation>Cuánto cuenta cada punto en la pérdida, desde 0; se puede omitir.</translation>
    </message>
    <message>
        <source>Names of the classes 0, 1 ...; may be left out.</source>
        <translation>Nombres de las clases 0, 1 ...; se pueden omitir.</translation>
    </message>
    <message>
        <source>this point has {0} numbers, the first one {1}</source>
        <translation>este punto tiene {0} números, el primero {1}</translation>
    </message>
    <message>
        <source>give every point as many</source>
        <translation>da los mismos a cada punto</translation>
    </message>
    <message>
        <source>this target is not like the first one</source>
        <translation>este objetivo no es como el primero</translation>
    </message>
    <message>
        <source>give numbers, texts or lists of one length</source>
        <translation>da números, textos o listas de una misma longitud</translation>
    </message>
    <message>
        <source>Zeros</source>
        <translation>Ceros</translation>
    </message>
    <message>
        <source>Every weight 0: the units of a layer start alike and stay alike. To see why starts are drawn by chance.</source>
        <translation>Todos los pesos 0: las unidades de una capa empiezan iguales y siguen iguales. Para ver por qué los comienzos se sacan al azar.</translation>
    </message>
    <message>
        <source>Ones</source>
        <translation>Unos</translation>
    </message>
    <message>
        <source>Every weight 1: each unit adds up its inputs, and the units of a layer stay alike. For sums to look at.</source>
        <translation>Todos los pesos 1: cada unidad suma sus entradas, y las unidades de una capa siguen iguales. Para mirar las sumas.</translation>
    </message>
    <message>
        <source>Constant</source>
        <translation>Constante</translation>
    </message>
    <message>
        <source>Every weight the same number: the units of a layer start alike and stay alike. For small experiments.</source>
        <translation>Todos los pesos el mismo número: las unidades de una capa empiezan iguales y siguen iguales. Para pequeños experimentos.</translation>
    </message>
    <message>
        <source>Uniform</source>
        <translation>Uniforme</translation>
    </message>
    <message>
        <source>Evenly spread between two numbers. For trying out how large a start may be.</source>
        <translation>Repartidos por igual entre dos números. Para probar cómo de grande puede ser un comienzo.</translation>
    </message>
    <message>
        <source>Normal</source>
        <translation>Normal</translation>
    </message>
    <message>
        <source>A bell curve around the mean. For trying out how large a start may be.</source>
        <translation>Una campana alrededor de la media. Para probar cómo de grande puede ser un comienzo.</translation>
    </message>
    <message>
        <source>Truncated normal</source>
        <translation>Normal truncada</translation>
    </message>
    <message>
        <source>A bell curve cut off at two deviations, so that no weight starts far out. Its own deviation is 0.88 of the one that is given.</source>
        <translation>Una campana cortada a dos desviaciones, para que ningún peso empiece muy lejos. Su propia desviación es 0.88 de la que se da.</translation>
    </message>
    <message>
        <source>Orthogonal</source>
        <translation>Ortogonal</translation>
    </message>
    <message>
        <source>A rotation drawn by chance: signals and slopes keep their length exactly through a linear layer. For very deep networks.</source>
        <translation>Una rotación al azar: señales y pendientes conservan exactamente su longitud a través de una capa lineal. Para redes muy profundas.</translation>
    </message>
    <message>
        <source>Each unit begins as a copy of one input; with more units than inputs the rest are 0, with fewer the last inputs are left out. For layers that should change little at first.</source>
        <translation>Cada unidad empieza como copia de una entrada; con más unidades que entradas el resto es 0, con menos sobran las últimas entradas. Para capas que al principio deben cambiar poco.</translation>
    </message>
    <message>
        <source>Given numbers</source>
        <translation>Números dados</translation>
    </message>
    <message>
        <source>The numbers that stand in the project. For examples worked out by hand.</source>
        <translation>Los números que están en el proyecto. Para ejemplos hechos a mano.</translation>
    </message>
    <message>
        <source>Mean</source>
        <translation>Media</translation>
    </message>
    <message>
        <source>Deviation</source>
        <translation>Desviación</translation>
    </message>
    <message>
        <source>Gain</source>
        <translation>Ganancia</translation>
    </message>
    <message>
        <source>What the matrix is multiplied by.</source>
        <translation>Por cuánto se multiplica la matriz.</translation>
    </message>
    <message>
        <source>is {0} numbers</source>
        <translation>son {0} números</translation>
    </message>
    <message>
        <source>this layer needs {0} x {1}</source>
        <translation>esta capa necesita {0} x {1}</translation>
    </message>
    <message>
        <source>has {0} numbers</source>
        <translation>tiene {0} números</translation>
    </message>
    <message>
        <source>this layer has {0} units</source>
        <translation>esta capa tiene {0} unidades</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Valor</translation>
    </message>
    <message>
        <source>Every weight begins with it.</source>
        <translation>Cada peso empieza con él.</translation>
    </message>
    <message>
        <source>One row for each input, one number for each unit.</source>
        <translation>Una fila para cada entrada, un número para cada unidad.</translation>
    </message>
    <message>
        <source>Biases</source>
        <translation>Sesgos</translation>
    </message>
    <message>
        <source>One number for each unit; left out, they are 0.</source>
        <translation>Un número para cada unidad; si se omiten, son 0.</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Desde</translation>
    </message>
    <message>
        <source>To</source>
        <translation>Hasta</translation>
    </message>
    <message>
        <source>Applies a function to every number, without weights.</source>
        <translation>Aplica una función a cada número, sin pesos.</translation>
    </message>
    <message>
        <source>Adds its inputs number by number: a skip connection.</source>
        <translation>Suma sus entradas número a número: una conexión de salto.</translation>
    </message>
    <message>
        <source>its inputs are {0} and {1}</source>
        <translation>sus entradas son {0} y {1}</translation>
    </message>
    <message>
        <source>they must have the same shape</source>
        <translation>deben tener la misma forma</translation>
    </message>
    <message>
        <source>Batch norm</source>
        <translation>Norma de lote</translation>
    </message>
    <message>
        <source>Gives every number mean 0 and variance 1 over the batch, then scales and shifts it by two numbers that it learns; outside training it uses the mean and variance it remembers. In a picture, every pixel counts by itself.</source>
        <translation>Da a cada número media 0 y varianza 1 sobre el lote, y luego lo escala y desplaza con dos números que aprende; fuera del entrenamiento usa la media y la varianza que recuerda. En una imagen, cada píxel cuenta por sí mismo.</translation>
    </message>
    <message>
        <source>Momentum</source>
        <translation>Momento</translation>
    </message>
    <message>
        <source>Share of the remembered mean and variance that a step keeps.</source>
        <translation>Parte de la media y la varianza recordadas que conserva un paso.</translation>
    </message>
    <message>
        <source>Epsilon</source>
        <translation>Épsilon</translation>
    </message>
    <message>
        <source>Added to the variance, so that a constant is not divided by 0.</source>
        <translation>Se suma a la varianza, para que una constante no se divida por 0.</translation>
    </message>
    <message>
        <source>Concat</source>
        <translation>Concatenar</translation>
    </message>
    <message>
        <source>Puts its inputs side by side into one longer row.</source>
        <translation>Pone sus entradas una junto a otra en una fila más larga.</translation>
    </message>
    <message>
        <source>an input is {0}</source>
        <translation>una entrada es {0}</translation>
    </message>
    <message>
        <source>add a flatten layer before it</source>
        <translation>añade delante una capa de aplanado</translation>
    </message>
    <message>
        <source>Dense</source>
        <translation>Densa</translation>
    </message>
    <message>
        <source>Every unit weighs every input, adds its bias and applies the activation; a picture is read line by line.</source>
        <translation>Cada unidad pondera cada entrada, suma su sesgo y aplica la activación; una imagen se lee línea a línea.</translation>
    </message>
    <message>
        <source>How many units the layer has.</source>
        <translation>Cuántas unidades tiene la capa.</translation>
    </message>
    <message>
        <source>Bias</source>
        <translation>Sesgo</translation>
    </message>
    <message>
        <source>Give every unit a number added to its sum; without it, its line goes through the origin.</source>
        <translation>Da a cada unidad un número que se suma a su suma; sin él, su recta pasa por el origen.</translation>
    </message>
    <message>
        <source>Switched off</source>
        <translation>Desactivados</translation>
    </message>
    <message>
        <source>Weights that stay 0 and do not learn: pairs of input and unit, counted from 0.</source>
        <translation>Pesos que se quedan en 0 y no aprenden: parejas de entrada y unidad, contadas desde 0.</translation>
    </message>
    <message>
        <source>Dropout</source>
        <translation>Dropout</translation>
    </message>
    <message>
        <source>In every step leaves out a share of the numbers by chance and scales up the rest; outside training it does nothing.</source>
        <translation>En cada paso deja fuera al azar una parte de los números y aumenta el resto; fuera del entrenamiento no hace nada.</translation>
    </message>
    <message>
        <source>Rate</source>
        <translation>Tasa</translation>
    </message>
    <message>
        <source>Share of the numbers that are left out in a step.</source>
        <translation>Parte de los números que se deja fuera en un paso.</translation>
    </message>
    <message>
        <source>Flatten</source>
        <translation>Aplanar</translation>
    </message>
    <message>
        <source>Lays a picture&apos;s numbers out as one row, line by line.</source>
        <translation>Pone los números de una imagen en una sola fila, línea a línea.</translation>
    </message>
    <message>
        <source>Gaussian noise</source>
        <translation>Ruido gaussiano</translation>
    </message>
    <message>
        <source>In every step adds a normal random number to each of its inputs; outside training it does nothing.</source>
        <translation>En cada paso suma un número normal al azar a cada una de sus entradas; fuera del entrenamiento no hace nada.</translation>
    </message>
    <message>
        <source>Standard deviation of what is added.</source>
        <translation>Desviación típica de lo que se suma.</translation>
    </message>
    <message>
        <source>Input</source>
        <translation>Entrada</translation>
    </message>
    <message>
        <source>The data enters here, as it is: this layer computes nothing.</source>
        <translation>Aquí entran los datos, tal como son: esta capa no calcula nada.</translation>
    </message>
    <message>
        <source>Layer norm</source>
        <translation>Norma de capa</translation>
    </message>
    <message>
        <source>Gives the numbers of every sample mean 0 and variance 1 among themselves, a picture&apos;s over all its pixels, then scales and shifts each by two learned numbers; the same in training and outside.</source>
        <translation>Da a los números de cada muestra media 0 y varianza 1 entre ellos, a los de una imagen sobre todos sus píxeles, y luego escala y desplaza cada uno con dos números aprendidos; igual en el entrenamiento y fuera de él.</translation>
    </message>
    <message>
        <source>Multiply</source>
        <translation>Multiplicar</translation>
    </message>
    <message>
        <source>Multiplies its inputs number by number: a gate.</source>
        <translation>Multiplica sus entradas número a número: una puerta.</translation>
    </message>
    <message>
        <source>Marks the prediction; the loss compares it with the target.</source>
        <translation>Marca la predicción; la pérdida la compara con el objetivo.</translation>
    </message>
    <message>
        <source>Mean squared error</source>
        <translation>Error cuadrático medio</translation>
    </message>
    <message>
        <source>The mean of the squared differences: from 0 up, and hit hard by outliers. The usual loss for numbers.</source>
        <translation>La media de las diferencias al cuadrado: desde 0, y muy sensible a valores atípicos. La pérdida habitual para números.</translation>
    </message>
    <message>
        <source>Half the mean squared error</source>
        <translation>Mitad del error cuadrático medio</translation>
    </message>
    <message>
        <source>Half of the mean squared error: the same minimum, and a slope that is just the difference, as in many textbooks.</source>
        <translation>La mitad del error cuadrático medio: el mismo mínimo, y una pendiente que es justo la diferencia, como en muchos libros.</translation>
    </message>
    <message>
        <source>Root mean squared error</source>
        <translation>Raíz del error cuadrático medio</translation>
    </message>
    <message>
        <source>The square root of the mean squared error, in the units of the target; the same minimum on the full batch.</source>
        <translation>La raíz cuadrada del error cuadrático medio, en las unidades del objetivo; el mismo mínimo con el lote completo.</translation>
    </message>
    <message>
        <source>Mean absolute error</source>
        <translation>Error absoluto medio</translation>
    </message>
    <message>
        <source>The mean size of the differences: every error counts by its size alone, so outliers pull less; its best answer is the median.</source>
        <translation>El tamaño medio de las diferencias: cada error cuenta solo por su tamaño, así que los atípicos tiran menos; su mejor respuesta es la mediana.</translation>
    </message>
    <message>
        <source>Huber</source>
        <translation>Huber</translation>
    </message>
    <message>
        <source>Squared for small errors, straight for large ones: smooth at the minimum, and calm about outliers.</source>
        <translation>Al cuadrado para errores pequeños, recta para los grandes: suave en el mínimo y tranquila con los atípicos.</translation>
    </message>
    <message>
        <source>Log-cosh</source>
        <translation>Log-cosh</translation>
    </message>
    <message>
        <source>Nearly half the square for small errors and nearly the size for large ones, without a corner: like Huber, with nothing to choose.</source>
        <translation>Casi la mitad del cuadrado para errores pequeños y casi el tamaño para los grandes, sin esquina: como Huber, sin nada que elegir.</translation>
    </message>
    <message>
        <source>Binary cross-entropy</source>
        <translation>Entropía cruzada binaria</translation>
    </message>
    <message>
        <source>For yes/no outputs: -log of the probability given to what is true; confident and wrong costs most.</source>
        <translation>Para salidas sí/no: -log de la probabilidad dada a lo verdadero; estar seguro y equivocarse es lo que más cuesta.</translation>
    </message>
    <message>
        <source>Categorical cross-entropy</source>
        <translation>Entropía cruzada categórica</translation>
    </message>
    <message>
        <source>For one class out of several: -log of the probability given to the true class.</source>
        <translation>Para una clase entre varias: -log de la probabilidad dada a la clase verdadera.</translation>
    </message>
    <message>
        <source>Hinge</source>
        <translation>Bisagra</translation>
    </message>
    <message>
        <source>For yes/no outputs read as scores: a right answer costs nothing once its score is beyond 1 (yes) or -1 (no). The output should be an identity unit; above 0 it says yes, and it is no probability.</source>
        <translation>Para salidas sí/no leídas como puntuaciones: una respuesta correcta no cuesta nada en cuanto pasa de 1 (sí) o de -1 (no). La salida debería ser una unidad identidad; sobre 0 dice sí, y no es una probabilidad.</translation>
    </message>
    <message>
        <source>Label smoothing</source>
        <translation>Suavizado de etiquetas</translation>
    </message>
    <message>
        <source>Share of each target that is spread evenly: the network grows less sure.</source>
        <translation>Parte de cada objetivo que se reparte por igual: la red se vuelve menos segura.</translation>
    </message>
    <message>
        <source>Delta</source>
        <translation>Delta</translation>
    </message>
    <message>
        <source>Errors up to here count squared, larger ones in a straight line.</source>
        <translation>Hasta aquí los errores cuentan al cuadrado, los mayores en línea recta.</translation>
    </message>
    <message>
        <source>Accuracy</source>
        <translation>Exactitud</translation>
    </message>
    <message>
        <source>Share of answers that are right, from 0 to 1; of several yes/no outputs, over all of them.</source>
        <translation>Parte de respuestas correctas, de 0 a 1; con varias salidas sí/no, sobre todas ellas.</translation>
    </message>
    <message>
        <source>Balanced accuracy</source>
        <translation>Exactitud equilibrada</translation>
    </message>
    <message>
        <source>The mean of the classes&apos; own accuracies: rare classes count as much as frequent ones.</source>
        <translation>La media de las exactitudes de cada clase: las clases raras cuentan tanto como las frecuentes.</translation>
    </message>
    <message>
        <source>Top-k accuracy</source>
        <translation>Exactitud top-k</translation>
    </message>
    <message>
        <source>Share of samples whose true class is among the k largest outputs.</source>
        <translation>Parte de muestras cuya clase verdadera está entre las k mayores salidas.</translation>
    </message>
    <message>
        <source>Precision</source>
        <translation>Precisión</translation>
    </message>
    <message>
        <source>Of what is called a class, the share that is one; averaged over classes, or over the yes of each output.</source>
        <translation>De lo que se llama de una clase, la parte que lo es; media sobre las clases, o sobre el sí de cada salida.</translation>
    </message>
    <message>
        <source>Recall</source>
        <translation>Exhaustividad</translation>
    </message>
    <message>
        <source>Of what is of a class, the share that is found; averaged over classes, or over the yes of each output.</source>
        <translation>De lo que es de una clase, la parte que se encuentra; media sobre las clases, o sobre el sí de cada salida.</translation>
    </message>
    <message>
        <source>Precision and recall of a class in one number, their harmonic mean; averaged in the same way.</source>
        <translation>Precisión y exhaustividad de una clase en un número, su media armónica; promediada de la misma manera.</translation>
    </message>
    <message>
        <source>ROC AUC</source>
        <translation>ROC AUC</translation>
    </message>
    <message>
        <source>How surely a sample of a class gets a larger output for it than another: 1 always, 0.5 by chance; each class against the rest, then their mean. Not defined where a class has no samples.</source>
        <translation>Con qué seguridad una muestra de una clase recibe para ella una salida mayor que otra: 1 siempre, 0.5 al azar; cada clase contra el resto, y luego su media. No está definida donde una clase no tiene muestras.</translation>
    </message>
    <message>
        <source>Log loss</source>
        <translation>Pérdida logarítmica</translation>
    </message>
    <message>
        <source>-log of the probability given to what is true, on average. Needs probabilities: not defined for outputs outside 0 to 1.</source>
        <translation>-log de la probabilidad dada a lo verdadero, en promedio. Necesita probabilidades: no está definida para salidas fuera de 0 a 1.</translation>
    </message>
    <message>
        <source>Kappa</source>
        <translation>Kappa</translation>
    </message>
    <message>
        <source>Cohen&apos;s kappa: agreement beyond what chance would give; 1 is all right, 0 no better than chance.</source>
        <translation>La kappa de Cohen: acuerdo más allá de lo que daría el azar; 1 es todo correcto, 0 no mejor que el azar.</translation>
    </message>
    <message>
        <source>MCC</source>
        <translation>MCC</translation>
    </message>
    <message>
        <source>Matthews&apos; correlation of answers and truth, from -1 to 1; 0 where answers or truth never change.</source>
        <translation>La correlación de Matthews entre respuestas y verdad, de -1 a 1; 0 donde las respuestas o la verdad nunca cambian.</translation>
    </message>
    <message>
        <source>RMSE</source>
        <translation>RMSE</translation>
    </message>
    <message>
        <source>Typical size of the error, in the units of the target; of several outputs, over all of them.</source>
        <translation>Tamaño típico del error, en las unidades del objetivo; con varias salidas, sobre todas ellas.</translation>
    </message>
    <message>
        <source>MSE</source>
        <translation>MSE</translation>
    </message>
    <message>
        <source>The mean of the squared errors.</source>
        <translation>La media de los errores al cuadrado.</translation>
    </message>
    <message>
        <source>MAE</source>
        <translation>MAE</translation>
    </message>
    <message>
        <source>The mean size of the errors; outliers count no more than their size.</source>
        <translation>El tamaño medio de los errores; los atípicos no cuentan más que por su tamaño.</translation>
    </message>
    <message>
        <source>How much of the targets&apos; spread is explained: 1 all of it, 0 no more than their mean would; of several outputs the mean.</source>
        <translation>Cuánto de la dispersión de los objetivos se explica: 1 toda, 0 no más que su media; con varias salidas, la media.</translation>
    </message>
    <message>
        <source>Average</source>
        <translation>Promedio</translation>
    </message>
    <message>
        <source>macro: every class counts alike; weighted: by its rows; micro: all rows count alike.</source>
        <translation>macro: cada clase cuenta igual; weighted: por sus filas; micro: todas las filas cuentan igual.</translation>
    </message>
    <message>
        <source>Guesses</source>
        <translation>Intentos</translation>
    </message>
    <message>
        <source>The true class must be among so many largest outputs.</source>
        <translation>La clase verdadera debe estar entre estas mayores salidas.</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>Tasa de aprendizaje</translation>
    </message>
    <message>
        <source>How far a step goes along the gradient.</source>
        <translation>Cuánto avanza un paso a lo largo del gradiente.</translation>
    </message>
    <message>
        <source>Memory (slope)</source>
        <translation>Memoria (pendiente)</translation>
    </message>
    <message>
        <source>Share of the slope&apos;s old average that is kept at each step.</source>
        <translation>Parte de la media antigua de la pendiente que se conserva en cada paso.</translation>
    </message>
    <message>
        <source>Memory (size)</source>
        <translation>Memoria (tamaño)</translation>
    </message>
    <message>
        <source>Share of the squared slope&apos;s old average that is kept at each step.</source>
        <translation>Parte de la media antigua de la pendiente al cuadrado que se conserva en cada paso.</translation>
    </message>
    <message>
        <source>Share of the velocity that is kept at each step.</source>
        <translation>Parte de la velocidad que se conserva en cada paso.</translation>
    </message>
    <message>
        <source>Weight decay</source>
        <translation>Decaimiento de pesos</translation>
    </message>
    <message>
        <source>Share of the learning rate by which every weight and bias shrinks at each step.</source>
        <translation>Parte de la tasa de aprendizaje en que cada peso y sesgo se encoge en cada paso.</translation>
    </message>
    <message>
        <source>Keeps the division away from zero.</source>
        <translation>Mantiene la división lejos de cero.</translation>
    </message>
    <message>
        <source>SGD</source>
        <translation>SGD</translation>
    </message>
    <message>
        <source>Steps straight down the slope of the batch at hand: the plainest way, and the one to understand first.</source>
        <translation>Da pasos directos cuesta abajo en el lote actual: el camino más simple, y el primero que hay que entender.</translation>
    </message>
    <message>
        <source>Keeps a velocity, so that steps in one direction add up and wobbles cancel: for long valleys, where plain descent swings from side to side.</source>
        <translation>Guarda una velocidad, de modo que los pasos en una dirección se suman y los vaivenes se anulan: para valles largos, donde el descenso simple oscila de lado a lado.</translation>
    </message>
    <message>
        <source>Nesterov momentum</source>
        <translation>Momento de Nesterov</translation>
    </message>
    <message>
        <source>Momentum that looks ahead: the step is taken with the velocity it is about to have, so it brakes earlier and overshoots less.</source>
        <translation>Momento que mira adelante: el paso se da con la velocidad que está a punto de tener, así que frena antes y se pasa menos.</translation>
    </message>
    <message>
        <source>Averaged</source>
        <translation>Promediado</translation>
    </message>
    <message>
        <source>v = m v + (1 - m) g, an average of slopes, instead of v = m v + g, their sum; steps are smaller by 1 - m.</source>
        <translation>v = m v + (1 - m) g, una media de pendientes, en vez de v = m v + g, su suma; los pasos son menores por 1 - m.</translation>
    </message>
    <message>
        <source>Adagrad</source>
        <translation>Adagrad</translation>
    </message>
    <message>
        <source>A rate of its own for each weight: rarely moved weights take larger steps, and every rate shrinks for good. For rare features.</source>
        <translation>Una tasa propia para cada peso: los que se mueven poco dan pasos mayores, y todas las tasas encogen para siempre. Para características raras.</translation>
    </message>
    <message>
        <source>RMSprop</source>
        <translation>RMSprop</translation>
    </message>
    <message>
        <source>Adagrad that forgets: the slope is divided by its typical size of late, so rates do not shrink for good. For noisy slopes that change their size.</source>
        <translation>Adagrad que olvida: la pendiente se divide por su tamaño típico reciente, así que las tasas no encogen para siempre. Para pendientes ruidosas que cambian de tamaño.</translation>
    </message>
    <message>
        <source>Adadelta</source>
        <translation>Adadelta</translation>
    </message>
    <message>
        <source>RMSprop whose rate comes from the size of its own steps, so that it needs none; it starts slowly. For when no good rate is known.</source>
        <translation>RMSprop cuya tasa sale del tamaño de sus propios pasos, así que no necesita ninguna; empieza despacio. Para cuando no se conoce una buena tasa.</translation>
    </message>
    <message>
        <source>Adam</source>
        <translation>Adam</translation>
    </message>
    <message>
        <source>Averages of the slope and of its square, both corrected for starting at zero: momentum with a rate of its own for each weight. A good first choice.</source>
        <translation>Medias de la pendiente y de su cuadrado, ambas corregidas por empezar en cero: momento con una tasa propia para cada peso. Una buena primera opción.</translation>
    </message>
    <message>
        <source>AdamW</source>
        <translation>AdamW</translation>
    </message>
    <message>
        <source>Adam with weight decay beside the slope: every weight and bias shrinks by the same share, however large its slopes are. For networks that overfit.</source>
        <translation>Adam con decaimiento de pesos aparte de la pendiente: cada peso y sesgo encoge en la misma parte, por grandes que sean sus pendientes. Para redes que sobreajustan.</translation>
    </message>
    <message>
        <source>Nadam</source>
        <translation>Nadam</translation>
    </message>
    <message>
        <source>Adam that looks ahead as Nesterov momentum does; often a little faster at first. With mu = b1 / 2.</source>
        <translation>Adam que mira adelante como el momento de Nesterov; a menudo algo más rápido al principio. Con mu = b1 / 2.</translation>
    </message>
    <message>
        <source>Adamax</source>
        <translation>Adamax</translation>
    </message>
    <message>
        <source>Adam that divides by the largest slope of late instead of the typical one: steadier where slopes are zero most of the time.</source>
        <translation>Adam que divide por la mayor pendiente reciente en vez de la típica: más firme donde las pendientes son cero casi siempre.</translation>
    </message>
    <message>
        <source>Bias correction</source>
        <translation>Corrección de sesgo</translation>
    </message>
    <message>
        <source>Make up for averages that start at zero; without it the first steps are off.</source>
        <translation>Compensa las medias que empiezan en cero; sin ella los primeros pasos fallan.</translation>
    </message>
    <message>
        <source>Lion</source>
        <translation>Lion</translation>
    </message>
    <message>
        <source>Moves every weight by the same amount, up or down, after the sign of an averaged slope: half of Adam&apos;s memory. Give it a rate about ten times smaller than Adam&apos;s.</source>
        <translation>Mueve cada peso en la misma cantidad, arriba o abajo, según el signo de una pendiente media: la mitad de la memoria de Adam. Dale una tasa unas diez veces menor que la de Adam.</translation>
    </message>
    <message>
        <source>Weights may grow as they like.</source>
        <translation>Los pesos pueden crecer como quieran.</translation>
    </message>
    <message>
        <source>Every weight costs its size, so those that help little become zero.</source>
        <translation>Cada peso cuesta su tamaño, así que los que ayudan poco se vuelven cero.</translation>
    </message>
    <message>
        <source>Every weight costs its square: none grows large without need, and the function stays smooth.</source>
        <translation>Cada peso cuesta su cuadrado: ninguno crece sin necesidad, y la función se mantiene suave.</translation>
    </message>
    <message>
        <source>L1 and L2</source>
        <translation>L1 y L2</translation>
    </message>
    <message>
        <source>Both costs together: few weights, and none of them large.</source>
        <translation>Los dos costes juntos: pocos pesos, y ninguno grande.</translation>
    </message>
    <message>
        <source>Largest norm</source>
        <translation>Norma máxima</translation>
    </message>
    <message>
        <source>After every step, a unit whose incoming weights are longer than the limit has them scaled down to it; with biases, each bias stays within the limit too.</source>
        <translation>Después de cada paso, a una unidad cuyos pesos de entrada son más largos que el límite se le reducen a él; con sesgos, cada sesgo queda también dentro del límite.</translation>
    </message>
    <message>
        <source>Decoupled decay</source>
        <translation>Decaimiento desacoplado</translation>
    </message>
    <message>
        <source>Before every step weights shrink by a share of the learning rate, beside the gradient: the optimizer&apos;s memories never hear of it.</source>
        <translation>Antes de cada paso los pesos encogen en una parte de la tasa de aprendizaje, aparte del gradiente: las memorias del optimizador no se enteran.</translation>
    </message>
    <message>
        <source>Strength</source>
        <translation>Fuerza</translation>
    </message>
    <message>
        <source>How much large weights cost.</source>
        <translation>Cuánto cuestan los pesos grandes.</translation>
    </message>
    <message>
        <source>Biases too</source>
        <translation>También sesgos</translation>
    </message>
    <message>
        <source>Count biases like weights; mostly they are left alone.</source>
        <translation>Contar los sesgos como pesos; casi siempre se dejan en paz.</translation>
    </message>
    <message>
        <source>Strength of the cost of |w|.</source>
        <translation>Fuerza del coste de |w|.</translation>
    </message>
    <message>
        <source>Strength of the cost of w^2.</source>
        <translation>Fuerza del coste de w^2.</translation>
    </message>
    <message>
        <source>The longest a unit&apos;s row of incoming weights may be.</source>
        <translation>Lo más larga que puede ser la fila de pesos de entrada de una unidad.</translation>
    </message>
    <message>
        <source>Times the learning rate: the share that weights lose at every step.</source>
        <translation>Por la tasa de aprendizaje: la parte que pierden los pesos en cada paso.</translation>
    </message>
    <message>
        <source>The learning rate stays as it is.</source>
        <translation>La tasa de aprendizaje se queda como está.</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>Escalones</translation>
    </message>
    <message>
        <source>The rate falls by a factor every so many epochs.</source>
        <translation>La tasa baja por un factor cada cierto número de épocas.</translation>
    </message>
    <message>
        <source>Exponential</source>
        <translation>Exponencial</translation>
    </message>
    <message>
        <source>The rate falls by the same share in every epoch.</source>
        <translation>La tasa baja en la misma parte cada época.</translation>
    </message>
    <message>
        <source>Inverse time</source>
        <translation>Tiempo inverso</translation>
    </message>
    <message>
        <source>The rate falls like 1/t: fast at first, then ever more slowly.</source>
        <translation>La tasa baja como 1/t: rápido al principio, después cada vez más despacio.</translation>
    </message>
    <message>
        <source>Cosine</source>
        <translation>Coseno</translation>
    </message>
    <message>
        <source>The rate rises while it warms up, then falls along half a cosine wave, once or again and again.</source>
        <translation>La tasa sube mientras calienta y luego baja por media onda de coseno, una vez o una y otra vez.</translation>
    </message>
    <message>
        <source>One cycle</source>
        <translation>Un ciclo</translation>
    </message>
    <message>
        <source>The rate rises to a peak and falls to almost nothing, both along half a cosine wave.</source>
        <translation>La tasa sube a un pico y baja a casi nada, ambas cosas por media onda de coseno.</translation>
    </message>
    <message>
        <source>Reduce on plateau</source>
        <translation>Reducir en meseta</translation>
    </message>
    <message>
        <source>The rate falls by a factor when the loss of the validation part, or where there is none of the training part, has not improved for a while.</source>
        <translation>La tasa baja por un factor cuando la pérdida de la parte de validación, o si no la hay la de entrenamiento, lleva un tiempo sin mejorar.</translation>
    </message>
    <message>
        <source>Factor</source>
        <translation>Factor</translation>
    </message>
    <message>
        <source>The rate is multiplied by it.</source>
        <translation>La tasa se multiplica por él.</translation>
    </message>
    <message>
        <source>Every</source>
        <translation>Cada</translation>
    </message>
    <message>
        <source>Epochs from one to the next.</source>
        <translation>Épocas de una a la siguiente.</translation>
    </message>
    <message>
        <source>Stairs</source>
        <translation>Peldaños</translation>
    </message>
    <message>
        <source>Change at the ends of epochs alone, not with every step.</source>
        <translation>Cambiar solo al final de las épocas, no en cada paso.</translation>
    </message>
    <message>
        <source>Floor</source>
        <translation>Suelo</translation>
    </message>
    <message>
        <source>Smallest share of the rate that is used.</source>
        <translation>La parte más pequeña de la tasa que se usa.</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>Duración</translation>
    </message>
    <message>
        <source>Epochs; 0 is the project&apos;s.</source>
        <translation>Épocas; 0 es la del proyecto.</translation>
    </message>
    <message>
        <source>Decay</source>
        <translation>Decaimiento</translation>
    </message>
    <message>
        <source>What an epoch adds to the divisor: with 0.1 the rate is half after ten.</source>
        <translation>Lo que una época suma al divisor: con 0.1 la tasa es la mitad después de diez.</translation>
    </message>
    <message>
        <source>Warm-up</source>
        <translation>Calentamiento</translation>
    </message>
    <message>
        <source>Epochs in which the rate rises evenly to its full height.</source>
        <translation>Épocas en las que la tasa sube por igual hasta su altura completa.</translation>
    </message>
    <message>
        <source>Period</source>
        <translation>Periodo</translation>
    </message>
    <message>
        <source>The first half wave; 0 is what is left of the project&apos;s epochs.</source>
        <translation>La primera media onda; 0 es lo que queda de las épocas del proyecto.</translation>
    </message>
    <message>
        <source>Restarts</source>
        <translation>Reinicios</translation>
    </message>
    <message>
        <source>Begin again at the full rate where a half wave ends.</source>
        <translation>Empezar otra vez con la tasa completa donde acaba una media onda.</translation>
    </message>
    <message>
        <source>Multiplier</source>
        <translation>Multiplicador</translation>
    </message>
    <message>
        <source>Each half wave is so many times as long as the one before.</source>
        <translation>Cada media onda dura tantas veces lo que la anterior.</translation>
    </message>
    <message>
        <source>Peak</source>
        <translation>Pico</translation>
    </message>
    <message>
        <source>Highest factor, reached where the warm-up ends.</source>
        <translation>Factor más alto, alcanzado donde acaba el calentamiento.</translation>
    </message>
    <message>
        <source>Share of the steps that rise.</source>
        <translation>Parte de los pasos que suben.</translation>
    </message>
    <message>
        <source>Final</source>
        <translation>Final</translation>
    </message>
    <message>
        <source>Factor of the last step, kept from there on.</source>
        <translation>Factor del último paso, que se mantiene desde ahí.</translation>
    </message>
    <message>
        <source>Patience</source>
        <translation>Paciencia</translation>
    </message>
    <message>
        <source>Epochs without improvement after which it acts.</source>
        <translation>Épocas sin mejora después de las que actúa.</translation>
    </message>
    <message>
        <source>Smallest gain</source>
        <translation>Ganancia mínima</translation>
    </message>
    <message>
        <source>Less than this is no improvement.</source>
        <translation>Menos que esto no es mejora.</translation>
    </message>
    <message>
        <source>Cooldown</source>
        <translation>Reposo</translation>
    </message>
    <message>
        <source>Epochs to leave it alone afterwards.</source>
        <translation>Épocas que se deja en paz después.</translation>
    </message>
    <message>
        <source>Epochs</source>
        <translation>Épocas</translation>
    </message>
    <message>
        <source>Ends the run when so many passes through the data are done.</source>
        <translation>Termina la ejecución cuando se han hecho tantas pasadas por los datos.</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Tiempo</translation>
    </message>
    <message>
        <source>Ends the run when it has trained for so long.</source>
        <translation>Termina la ejecución cuando ha entrenado tanto tiempo.</translation>
    </message>
    <message>
        <source>Ends the run when the loss or a metric of the validation part, or else of the training part, is good enough.</source>
        <translation>Termina la ejecución cuando la pérdida o una métrica de la parte de validación, o si no de la de entrenamiento, es lo bastante buena.</translation>
    </message>
    <message>
        <source>Early stopping</source>
        <translation>Parada temprana</translation>
    </message>
    <message>
        <source>Ends the run when the loss of the validation part, or else of the training part, does not improve any more, and goes back to the best epoch&apos;s weights.</source>
        <translation>Termina la ejecución cuando la pérdida de la parte de validación, o si no de la de entrenamiento, ya no mejora, y vuelve a los pesos de la mejor época.</translation>
    </message>
    <message>
        <source>Divergence</source>
        <translation>Divergencia</translation>
    </message>
    <message>
        <source>Ends the run as failed when the training loss grows far beyond where it began.</source>
        <translation>Termina la ejecución como fallida cuando la pérdida de entrenamiento crece mucho más allá de donde empezó.</translation>
    </message>
    <message>
        <source>metric</source>
        <translation>métrica</translation>
    </message>
    <message>
        <source>the test part is never used to choose when a run ends</source>
        <translation>la parte de prueba nunca se usa para elegir cuándo termina una ejecución</translation>
    </message>
    <message>
        <source>watch &apos;{0}&apos;</source>
        <translation>vigila &apos;{0}&apos;</translation>
    </message>
    <message>
        <source>there is no validation part</source>
        <translation>no hay parte de validación</translation>
    </message>
    <message>
        <source>set data.validation_fraction, or watch &apos;train_{0}&apos;</source>
        <translation>fija data.validation_fraction, o vigila &apos;train_{0}&apos;</translation>
    </message>
    <message>
        <source>did you mean &apos;{0}&apos;?</source>
        <translation>¿querías decir &apos;{0}&apos;?</translation>
    </message>
    <message>
        <source>there is no &apos;{0}&apos; among the metrics of this project</source>
        <translation>no hay &apos;{0}&apos; entre las métricas de este proyecto</translation>
    </message>
    <message>
        <source>The run ends when this many are done.</source>
        <translation>La ejecución termina cuando se han hecho estas.</translation>
    </message>
    <message>
        <source>LeCun (uniform)</source>
        <translation>LeCun (uniforme)</translation>
    </message>
    <message>
        <source>Scaled so that signals keep their size from layer to layer; made for SELU.</source>
        <translation>Escalado para que las señales conserven su tamaño de capa en capa; hecho para SELU.</translation>
    </message>
    <message>
        <source>LeCun (normal)</source>
        <translation>LeCun (normal)</translation>
    </message>
    <message>
        <source>Scaled so that signals keep their size from layer to layer; made for SELU. The bell curve is not cut off, as in PyTorch.</source>
        <translation>Escalado para que las señales conserven su tamaño de capa en capa; hecho para SELU. La campana no se recorta, como en PyTorch.</translation>
    </message>
    <message>
        <source>Glorot (uniform)</source>
        <translation>Glorot (uniforme)</translation>
    </message>
    <message>
        <source>Scaled so that signals keep their size from layer to layer; made for tanh and sigmoid.</source>
        <translation>Escalado para que las señales conserven su tamaño de capa en capa; hecho para tanh y sigmoide.</translation>
    </message>
    <message>
        <source>Glorot (normal)</source>
        <translation>Glorot (normal)</translation>
    </message>
    <message>
        <source>Scaled so that signals keep their size from layer to layer; made for tanh and sigmoid. The bell curve is not cut off, as in PyTorch.</source>
        <translation>Escalado para que las señales conserven su tamaño de capa en capa; hecho para tanh y sigmoide. La campana no se recorta, como en PyTorch.</translation>
    </message>
    <message>
        <source>He (uniform)</source>
        <translation>He (uniforme)</translation>
    </message>
    <message>
        <source>Scaled so that signals keep their size from layer to layer; made for ReLU.</source>
        <translation>Escalado para que las señales conserven su tamaño de capa en capa; hecho para ReLU.</translation>
    </message>
    <message>
        <source>He (normal)</source>
        <translation>He (normal)</translation>
    </message>
    <message>
        <source>Scaled so that signals keep their size from layer to layer; made for ReLU. The bell curve is not cut off, as in PyTorch.</source>
        <translation>Escalado para que las señales conserven su tamaño de capa en capa; hecho para ReLU. La campana no se recorta, como en PyTorch.</translation>
    </message>
    <message>
        <source>macro</source>
        <translation>macro</translation>
    </message>
    <message>
        <source>micro</source>
        <translation>micro</translation>
    </message>
    <message>
        <source>weighted</source>
        <translation>ponderada</translation>
    </message>
    <message>
        <source>Time spent on training.</source>
        <translation>Tiempo dedicado a entrenar.</translation>
    </message>
    <message>
        <source>Metric</source>
        <translation>Métrica</translation>
    </message>
    <message>
        <source>loss or one of the metrics, as its curve is called; never of the test part.</source>
        <translation>loss o una de las métricas, tal como se llama su curva; nunca de la parte de prueba.</translation>
    </message>
    <message>
        <source>The run ends when it is reached.</source>
        <translation>La ejecución termina cuando se alcanza.</translation>
    </message>
    <message>
        <source>Epochs without improvement after which it ends.</source>
        <translation>Épocas sin mejora después de las que termina.</translation>
    </message>
    <message>
        <source>Restore best</source>
        <translation>Recuperar lo mejor</translation>
    </message>
    <message>
        <source>Finish with the weights of the best epoch.</source>
        <translation>Acabar con los pesos de la mejor época.</translation>
    </message>
    <message>
        <source>The run ends when the training loss exceeds its first value so many times.</source>
        <translation>La ejecución termina cuando la pérdida de entrenamiento supera tantas veces su primer valor.</translation>
    </message>
    <message>
        <source>Initializer</source>
        <translation>Inicializador</translation>
    </message>
    <message>
        <source>Penalty</source>
        <translation>Penalización</translation>
    </message>
    <message>
        <source>Digits</source>
        <translation>Dígitos</translation>
    </message>
    <message>
        <source>1,797 handwritten digits of 8 x 8 points, 17 shades of grey read as 0 to 1.</source>
        <translation>1,797 dígitos manuscritos de 8 x 8 puntos, 17 tonos de gris leídos de 0 a 1.</translation>
    </message>
    <message>
        <source>Iris</source>
        <translation>Iris</translation>
    </message>
    <message>
        <source>150 iris flowers of three kinds, by the sizes of their petals and sepals.</source>
        <translation>150 flores de iris de tres clases, por los tamaños de sus pétalos y sépalos.</translation>
    </message>
    <message>
        <source>Wine</source>
        <translation>Vino</translation>
    </message>
    <message>
        <source>178 wines from three growers, by 13 chemical measurements.</source>
        <translation>178 vinos de tres productores, por 13 medidas químicas.</translation>
    </message>
    <message>
        <source>Breast cancer</source>
        <translation>Cáncer de mama</translation>
    </message>
    <message>
        <source>569 tumours, malignant or benign, by 30 measurements of their cells.</source>
        <translation>569 tumores, malignos o benignos, por 30 medidas de sus células.</translation>
    </message>
    <message>
        <source>Diabetes</source>
        <translation>Diabetes</translation>
    </message>
    <message>
        <source>442 patients and how far their illness had gone a year later, a number to predict.</source>
        <translation>442 pacientes y cuánto había avanzado su enfermedad un año después, un número que predecir.</translation>
    </message>
    <message>
        <source>Circle</source>
        <translation>Círculo</translation>
    </message>
    <message>
        <source>A disc of one colour inside a ring of the other.</source>
        <translation>Un disco de un color dentro de un anillo del otro.</translation>
    </message>
    <message>
        <source>Exclusive or</source>
        <translation>O exclusivo</translation>
    </message>
    <message>
        <source>Two opposite corners of one colour, two of the other.</source>
        <translation>Dos esquinas opuestas de un color, dos del otro.</translation>
    </message>
    <message>
        <source>Two gaussians</source>
        <translation>Dos gaussianas</translation>
    </message>
    <message>
        <source>Two round clouds; a single line can part them.</source>
        <translation>Dos nubes redondas; una sola recta puede separarlas.</translation>
    </message>
    <message>
        <source>Spiral</source>
        <translation>Espiral</translation>
    </message>
    <message>
        <source>Two arms wound around each other.</source>
        <translation>Dos brazos enrollados uno alrededor del otro.</translation>
    </message>
    <message>
        <source>Moons</source>
        <translation>Lunas</translation>
    </message>
    <message>
        <source>Two half circles that reach into each other.</source>
        <translation>Dos medios círculos que entran uno en el otro.</translation>
    </message>
    <message>
        <source>Two colours</source>
        <translation>Dos colores</translation>
    </message>
    <message>
        <source>A band of one colour with the other on both sides: no single line parts them, two do.</source>
        <translation>Una banda de un color con el otro a ambos lados: ninguna recta sola los separa, dos sí.</translation>
    </message>
    <message>
        <source>A number that rises evenly from one corner to the other.</source>
        <translation>Un número que sube por igual de una esquina a la otra.</translation>
    </message>
    <message>
        <source>Bumps</source>
        <translation>Colinas</translation>
    </message>
    <message>
        <source>Hills and hollows: no flat surface fits them.</source>
        <translation>Colinas y hondonadas: ninguna superficie plana les encaja.</translation>
    </message>
    <message>
        <source>Csv</source>
        <translation>CSV</translation>
    </message>
    <message>
        <source>Idx</source>
        <translation>IDX</translation>
    </message>
    <message>
        <source>Npz</source>
        <translation>NPZ</translation>
    </message>
    <message>
        <source>Xor</source>
        <translation>Xor</translation>
    </message>
    <message>
        <source>Gaussians</source>
        <translation>Gaussianas</translation>
    </message>
    <message>
        <source>Optimizer</source>
        <translation>Optimizador</translation>
    </message>
    <message>
        <source>Schedule</source>
        <translation>Plan de la tasa</translation>
    </message>
    <message>
        <source>Clipping</source>
        <translation>Recorte</translation>
    </message>
    <message>
        <source>Class weighting</source>
        <translation>Peso de las clases</translation>
    </message>
    <message>
        <source>Metrics</source>
        <translation>Métricas</translation>
    </message>
    <message>
        <source>Stop rules</source>
        <translation>Reglas de parada</translation>
    </message>
    <message>
        <source>float32</source>
        <translation>float32</translation>
    </message>
    <message>
        <source>float64</source>
        <translation>float64</translation>
    </message>
    <message>
        <source>Data set</source>
        <translation>Conjunto de datos</translation>
    </message>
    <message>
        <source>auto</source>
        <translation>automático</translation>
    </message>
    <message>
        <source>classify</source>
        <translation>clasificar</translation>
    </message>
    <message>
        <source>regress</source>
        <translation>predecir un número</translation>
    </message>
    <message>
        <source>none</source>
        <translation>ninguno</translation>
    </message>
    <message>
        <source>standard</source>
        <translation>estándar</translation>
    </message>
    <message>
        <source>minmax</source>
        <translation>mín. y máx.</translation>
    </message>
    <message>
        <source>System follows the desktop&apos;s light or dark scheme.</source>
        <translation>Sistema sigue el esquema claro u oscuro del escritorio.</translation>
    </message>
    <message>
        <source>system</source>
        <translation>sistema</translation>
    </message>
    <message>
        <source>light</source>
        <translation>claro</translation>
    </message>
    <message>
        <source>dark</source>
        <translation>oscuro</translation>
    </message>
    <message>
        <source>contrast</source>
        <translation>contraste</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Idioma</translation>
    </message>
    <message>
        <source>From the next start on; system follows the desktop where there is a translation.</source>
        <translation>Desde el próximo arranque; sistema sigue al escritorio donde haya una traducción.</translation>
    </message>
    <message>
        <source>Threads</source>
        <translation>Hilos</translation>
    </message>
    <message>
        <source>Processor threads for training; 0 leaves one core to the window.</source>
        <translation>Hilos del procesador para entrenar; 0 deja un núcleo a la ventana.</translation>
    </message>
    <message>
        <source>Drawing rate</source>
        <translation>Ritmo de dibujo</translation>
    </message>
    <message>
        <source>How often the pictures are redrawn.</source>
        <translation>Con qué frecuencia se redibujan las imágenes.</translation>
    </message>
    <message>
        <source>frames/s</source>
        <translation>cuadros/s</translation>
    </message>
    <message>
        <source>Less motion</source>
        <translation>Menos movimiento</translation>
    </message>
    <message>
        <source>Pictures change at once instead of gliding.</source>
        <translation>Las imágenes cambian de golpe en vez de deslizarse.</translation>
    </message>
    <message>
        <source>Announce progress</source>
        <translation>Anunciar el progreso</translation>
    </message>
    <message>
        <source>A screen reader is told of epochs, loss and the end.</source>
        <translation>Al lector de pantalla se le dicen las épocas, la pérdida y el final.</translation>
    </message>
    <message>
        <source>Keep unsaved work</source>
        <translation>Guardar lo no guardado</translation>
    </message>
    <message>
        <source>After a crash, the next start offers what was not saved.</source>
        <translation>Tras un cierre inesperado, el próximo arranque ofrece lo que no se guardó.</translation>
    </message>
    <message>
        <source>Keep runs</source>
        <translation>Conservar los entrenamientos</translation>
    </message>
    <message>
        <source>Every run played in the window is kept in a folder.</source>
        <translation>Cada entrenamiento de la ventana se conserva en una carpeta.</translation>
    </message>
    <message>
        <source>1 feature</source>
        <translation>1 característica</translation>
    </message>
    <message>
        <source>rate {rate}</source>
        <translation>tasa {rate}</translation>
    </message>
    <message>
        <source>deviation {deviation}</source>
        <translation>desviación {deviation}</translation>
    </message>
    <message>
        <source>{height} × {width} pixels</source>
        <translation>{height} × {width} píxeles</translation>
    </message>
    <message>
        <source>{width} features</source>
        <translation>{width} características</translation>
    </message>
    <message>
        <source>{part} {metric}</source>
        <translation>{metric} {part}</translation>
    </message>
    <message>
        <source>it has {0} inputs and takes {1}</source>
        <translation>tiene {0} entradas y admite {1}</translation>
    </message>
    <message>
        <source>it needs {0} {1}</source>
        <translation>necesita {0} {1}</translation>
    </message>
    <message>
        <source>connect a layer to it</source>
        <translation>conéctale una capa</translation>
    </message>
    <message>
        <source>remove a connection</source>
        <translation>quita una conexión</translation>
    </message>
    <message>
        <source>connect it to the output or remove it</source>
        <translation>conéctala a la salida o quítala</translation>
    </message>
    <message>
        <source>change units to {0}</source>
        <translation>cambia las unidades a {0}</translation>
    </message>
    <message>
        <source>this layer takes {0} weights and {1} biases</source>
        <translation>esta capa admite {0} pesos y {1} sesgos</translation>
    </message>
    <message>
        <source>nothing here can learn</source>
        <translation>aquí nada puede aprender</translation>
    </message>
    <message>
        <source>add a dense layer</source>
        <translation>añade una capa densa</translation>
    </message>
    <message>
        <source>warning</source>
        <translation>advertencia</translation>
    </message>
    <message>
        <source>data</source>
        <translation>datos</translation>
    </message>
    <message>
        <source>categorical cross-entropy compares outputs with each other, and there is only one</source>
        <translation>la entropía cruzada categórica compara las salidas entre sí, y solo hay una</translation>
    </message>
    <message>
        <source>{0} reads probabilities, and the output comes from {1}; they are clipped at 1e-7</source>
        <translation>{0} lee probabilidades, y la salida viene de {1}; se recortan a 1e-7</translation>
    </message>
    <message>
        <source>{0} reads scores below and above zero, and {1} gives none below</source>
        <translation>{0} lee puntuaciones por encima y por debajo de cero, y {1} no da ninguna por debajo</translation>
    </message>
    <message>
        <source>{0} needs targets between 0 and 1, and these are numbers to predict</source>
        <translation>{0} necesita objetivos entre 0 y 1, y estos son números que predecir</translation>
    </message>
    <message>
        <source>{0} is for {1}, which these data do not have, so it gets no curve</source>
        <translation>{0} es para {1}, que estos datos no tienen, así que no recibe curva</translation>
    </message>
    <message>
        <source>step has no slope, so gradient training cannot move the weights up to it</source>
        <translation>step no tiene pendiente, así que el entrenamiento por gradiente no puede mover los pesos hasta ella</translation>
    </message>
    <message>
        <source>it gives {0} numbers for {1} classes</source>
        <translation>da {0} números para {1} clases</translation>
    </message>
    <message>
        <source>use bce, or one unit for each class with softmax</source>
        <translation>usa bce, o una unidad por clase con softmax</translation>
    </message>
    <message>
        <source>use {0} there</source>
        <translation>usa ahí {0}</translation>
    </message>
    <message>
        <source>use identity there</source>
        <translation>usa ahí identity</translation>
    </message>
    <message>
        <source>there is no {0}, so nowhere {1}</source>
        <translation>no hay {0}, así que en ningún sitio {1}</translation>
    </message>
    <message>
        <source>add an {0} layer</source>
        <translation>añade una capa {0}</translation>
    </message>
    <message>
        <source>there is more than one {0}</source>
        <translation>hay más de un {0}</translation>
    </message>
    <message>
        <source>remove all but one</source>
        <translation>quita todos menos uno</translation>
    </message>
    <message>
        <source>it leads nowhere, so it does not learn</source>
        <translation>no lleva a ninguna parte, así que no aprende</translation>
    </message>
    <message>
        <source>it would hold {0} numbers</source>
        <translation>contendría {0} números</translation>
    </message>
    <message>
        <source>make it narrower</source>
        <translation>hazla más estrecha</translation>
    </message>
    <message>
        <source>it gives {0} numbers, the target has {1}</source>
        <translation>da {0} números, el objetivo tiene {1}</translation>
    </message>
    <message>
        <source>use mse</source>
        <translation>usa mse</translation>
    </message>
    <message>
        <source>error</source>
        <translation>error</translation>
    </message>
    <message>
        <source>it gives one number for {0} classes</source>
        <translation>da un número para {0} clases</translation>
    </message>
    <message>
        <source>remove it</source>
        <translation>quítala</translation>
    </message>
    <message>
        <source>use sigmoid or tanh to train</source>
        <translation>usa sigmoid o tanh para entrenar</translation>
    </message>
    <message>
        <source>its given numbers are {0}</source>
        <translation>sus números dados son {0}</translation>
    </message>
    <message>
        <source>What is wrong here has to be decided by you</source>
        <translation>Lo que falla aquí tienes que decidirlo tú</translation>
    </message>
    <message>
        <source>Nothing is wrong</source>
        <translation>No falla nada</translation>
    </message>
    <message>
        <source>Fix the first problem</source>
        <translation>Arreglar el primer problema</translation>
    </message>
    <message>
        <source>Do what the first sign in the drawing or note in a panel suggests</source>
        <translation>Hace lo que propone la primera señal del dibujo o la primera nota de un panel</translation>
    </message>
    <message>
        <source>Next part of the window</source>
        <translation>Siguiente parte de la ventana</translation>
    </message>
    <message>
        <source>The keyboard goes to the next panel</source>
        <translation>El teclado pasa al panel siguiente</translation>
    </message>
    <message>
        <source>Part before</source>
        <translation>Parte anterior</translation>
    </message>
    <message>
        <source>The keyboard goes to the panel before</source>
        <translation>El teclado pasa al panel anterior</translation>
    </message>
    <message>
        <source>Switch all weights on</source>
        <translation>Encender todos los pesos</translation>
    </message>
    <message>
        <source>Next or previous layer</source>
        <translation>Capa siguiente o anterior</translation>
    </message>
    <message>
        <source>Next or previous unit</source>
        <translation>Unidad siguiente o anterior</translation>
    </message>
    <message>
        <source>More or fewer units</source>
        <translation>Más o menos unidades</translation>
    </message>
    <message>
        <source>Activation of the layer</source>
        <translation>Activación de la capa</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Intro</translation>
    </message>
    <message>
        <source>Move the layer in its chain</source>
        <translation>Mover la capa en su cadena</translation>
    </message>
    <message>
        <source>Type the unit&apos;s bias</source>
        <translation>Escribir el sesgo de la unidad</translation>
    </message>
    <message>
        <source>Remove the layer</source>
        <translation>Quitar la capa</translation>
    </message>
    <message>
        <source>Del</source>
        <translation>Supr</translation>
    </message>
    <message>
        <source>Zoom in or out</source>
        <translation>Acercar o alejar</translation>
    </message>
    <message>
        <source>Home</source>
        <translation>Inicio</translation>
    </message>
    <message>
        <source>Put numbers and selection away</source>
        <translation>Quitar números y selección</translation>
    </message>
    <message>
        <source>Weights, their gradients, the optimizer&apos;s memory, a batch and the data</source>
        <translation>Pesos, sus gradientes, la memoria del optimizador, un lote y los datos</translation>
    </message>
    <message>
        <source>about {time} per epoch</source>
        <translation>unos {time} por época</translation>
    </message>
    <message>
        <source>{size} of memory</source>
        <translation>{size} de memoria</translation>
    </message>
    <message>
        <source>In the drawing</source>
        <translation>En el dibujo</translation>
    </message>
    <message>
        <source>Epoch {0}</source>
        <translation>Época {0}</translation>
    </message>
    <message>
        <source>loss {0}</source>
        <translation>pérdida {0}</translation>
    </message>
    <message>
        <source>MNIST</source>
        <translation>MNIST</translation>
    </message>
    <message>
        <source>70,000 handwritten digits of 28 x 28 points; 12 MB that are fetched once.</source>
        <translation>70.000 dígitos manuscritos de 28 x 28 puntos; 12 MB que se descargan una vez.</translation>
    </message>
    <message>
        <source>Where the four files are, if they are not fetched by the program itself.</source>
        <translation>Dónde están los cuatro archivos, si no los descarga el programa.</translation>
    </message>
    <message>
        <source>Fashion-MNIST</source>
        <translation>Fashion-MNIST</translation>
    </message>
    <message>
        <source>70,000 pictures of clothes, 28 x 28 points, in ten named classes; 31 MB that are fetched once.</source>
        <translation>70.000 imágenes de ropa, 28 x 28 puntos, en diez clases con nombre; 31 MB que se descargan una vez.</translation>
    </message>
    <message>
        <source>Mnist</source>
        <translation>Mnist</translation>
    </message>
    <message>
        <source>Fashion mnist</source>
        <translation>Fashion mnist</translation>
    </message>
    <message>
        <source>Draw points...</source>
        <translation>Dibujar puntos...</translation>
    </message>
    <message>
        <source>Points of your own, with the mouse, kept in the project</source>
        <translation>Puntos propios, con el ratón, guardados en el proyecto</translation>
    </message>
    <message>
        <source>All lessons</source>
        <translation>Todas las lecciones</translation>
    </message>
    <message>
        <source>The lessons, and what of them you have reached</source>
        <translation>Las lecciones, y lo que ha alcanzado de ellas</translation>
    </message>
    <message>
        <source>Challenges</source>
        <translation>Retos</translation>
    </message>
    <message>
        <source>Reach the same with less; the best are kept</source>
        <translation>Consiga lo mismo con menos; se guardan los mejores</translation>
    </message>
    <message>
        <source>90-minute lab</source>
        <translation>Laboratorio de 90 minutos</translation>
    </message>
    <message>
        <source>Six lessons in a row, with a quiet clock</source>
        <translation>Seis lecciones seguidas, con un reloj discreto</translation>
    </message>
    <message>
        <source>Glossary</source>
        <translation>Glosario</translation>
    </message>
    <message>
        <source>What the words mean, with the numbers of the moment</source>
        <translation>Qué significan las palabras, con los números del momento</translation>
    </message>
    <message>
        <source>My folder of lessons...</source>
        <translation>Mi carpeta de lecciones...</translation>
    </message>
    <message>
        <source>Lessons of this folder stand beside the program&apos;s own</source>
        <translation>Las lecciones de esta carpeta están junto a las del programa</translation>
    </message>
    <message>
        <source>Record this state as a step...</source>
        <translation>Grabar este estado como paso...</translation>
    </message>
    <message>
        <source>The next step of a lesson of your own</source>
        <translation>El paso siguiente de una lección propia</translation>
    </message>
    <message>
        <source>Keep a picture</source>
        <translation>Guardar una imagen</translation>
    </message>
    <message>
        <source>A picture of the window or a panel, for the notebook</source>
        <translation>Una imagen de la ventana o de un panel, para el cuaderno</translation>
    </message>
    <message>
        <source>Save the notebook as a page...</source>
        <translation>Guardar el cuaderno como página...</translation>
    </message>
    <message>
        <source>Answers, notes and pictures as one page of HTML</source>
        <translation>Respuestas, notas e imágenes en una página HTML</translation>
    </message>
    <message>
        <source>Best on this machine</source>
        <translation>Mejores en este equipo</translation>
    </message>
    <message>
        <source>Your name in the best list</source>
        <translation>Su nombre en la lista de los mejores</translation>
    </message>
    <message>
        <source>Your name</source>
        <translation>Su nombre</translation>
    </message>
    <message>
        <source>{0} s of training</source>
        <translation>{0} s de entrenamiento</translation>
    </message>
    <message>
        <source>{0} parameters</source>
        <translation>{0} parámetros</translation>
    </message>
    <message>
        <source>Nobody yet: reach the ticks above.</source>
        <translation>Nadie todavía: cumpla las condiciones de arriba.</translation>
    </message>
    <message>
        <source>Nothing here yet.</source>
        <translation>Aquí no hay nada todavía.</translation>
    </message>
    <message>
        <source>Back to the lesson</source>
        <translation>Volver a la lección</translation>
    </message>
    <message>
        <source>Lab</source>
        <translation>Laboratorio</translation>
    </message>
    <message>
        <source>Reach the same with less. The best are kept on this machine.</source>
        <translation>Consiga lo mismo con menos. Los mejores se guardan en este equipo.</translation>
    </message>
    <message>
        <source>Lessons in a row, with a clock that nobody has to obey.</source>
        <translation>Lecciones seguidas, con un reloj al que nadie tiene que obedecer.</translation>
    </message>
    <message>
        <source>your own</source>
        <translation>propio</translation>
    </message>
    <message>
        <source>Start: {0}, {1} minutes</source>
        <translation>Empezar: {0}, {1} minutos</translation>
    </message>
    <message>
        <source>{0} of {1} steps reached</source>
        <translation>{0} de {1} pasos alcanzados</translation>
    </message>
    <message>
        <source>You</source>
        <translation>Usted</translation>
    </message>
    <message>
        <source>best: {0}</source>
        <translation>mejor: {0}</translation>
    </message>
    <message>
        <source>Solved with {0}: place {1}</source>
        <translation>Resuelto con {0}: puesto {1}</translation>
    </message>
    <message>
        <source>Open a lesson</source>
        <translation>Abrir una lección</translation>
    </message>
    <message>
        <source>The lab is over</source>
        <translation>El laboratorio ha terminado</translation>
    </message>
    <message>
        <source>{0}: minute {1} of {2}, this lesson until {3}</source>
        <translation>{0}: minuto {1} de {2}, esta lección hasta el {3}</translation>
    </message>
    <message>
        <source>{0}: minute {1} of {2}</source>
        <translation>{0}: minuto {1} de {2}</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>Notas</translation>
    </message>
    <message>
        <source>Notes on this step</source>
        <translation>Notas sobre este paso</translation>
    </message>
    <message>
        <source>What did you see?</source>
        <translation>¿Qué ha visto?</translation>
    </message>
    <message>
        <source>Keep a picture of the window or a panel with this step</source>
        <translation>Guardar con este paso una imagen de la ventana o de un panel</translation>
    </message>
    <message>
        <source>Take the picture away</source>
        <translation>Quitar la imagen</translation>
    </message>
    <message>
        <source>Picture {0}</source>
        <translation>Imagen {0}</translation>
    </message>
    <message>
        <source>Question</source>
        <translation>Pregunta</translation>
    </message>
    <message>
        <source>Show the answer</source>
        <translation>Mostrar la respuesta</translation>
    </message>
    <message>
        <source>Answer before you press play.</source>
        <translation>Responda antes de pulsar reproducir.</translation>
    </message>
    <message>
        <source>That is right.</source>
        <translation>Correcto.</translation>
    </message>
    <message>
        <source>It is the other one.</source>
        <translation>Es la otra.</translation>
    </message>
    <message>
        <source>It is another one.</source>
        <translation>Es otra.</translation>
    </message>
    <message>
        <source>Now press play, and see whether it is so.</source>
        <translation>Ahora pulse reproducir y vea si es así.</translation>
    </message>
    <message>
        <source>Right</source>
        <translation>Correcta</translation>
    </message>
    <message>
        <source>Chosen; another one is right</source>
        <translation>Elegida; la correcta es otra</translation>
    </message>
    <message>
        <source>Chosen</source>
        <translation>Elegida</translation>
    </message>
    <message>
        <source>Save the notebook</source>
        <translation>Guardar el cuaderno</translation>
    </message>
    <message>
        <source>The whole window</source>
        <translation>La ventana entera</translation>
    </message>
    <message>
        <source>The picture is in the notebook</source>
        <translation>La imagen está en el cuaderno</translation>
    </message>
    <message>
        <source>Web pages (*.html)</source>
        <translation>Páginas web (*.html)</translation>
    </message>
    <message>
        <source>My notebook</source>
        <translation>Mi cuaderno</translation>
    </message>
    <message>
        <source>The notebook is saved as {0}</source>
        <translation>El cuaderno está guardado como {0}</translation>
    </message>
    <message>
        <source>Step reached: {0}</source>
        <translation>Paso alcanzado: {0}</translation>
    </message>
    <message>
        <source>now:</source>
        <translation>ahora:</translation>
    </message>
    <message>
        <source>What makes this step reached</source>
        <translation>Con qué se alcanza este paso</translation>
    </message>
    <message>
        <source>To do</source>
        <translation>Por hacer</translation>
    </message>
    <message>
        <source>done</source>
        <translation>hecho</translation>
    </message>
    <message>
        <source>to do</source>
        <translation>por hacer</translation>
    </message>
    <message>
        <source>My folder of lessons</source>
        <translation>Mi carpeta de lecciones</translation>
    </message>
    <message>
        <source>Look at the recorded step</source>
        <translation>Mirar el paso grabado</translation>
    </message>
    <message>
        <source>Step {0} is recorded; undo goes back to your project</source>
        <translation>El paso {0} está grabado; deshacer vuelve a su proyecto</translation>
    </message>
    <message>
        <source>Search: gradient, loss, one-hot ...</source>
        <translation>Buscar: gradiente, pérdida, one-hot ...</translation>
    </message>
    <message>
        <source>Search the glossary</source>
        <translation>Buscar en el glosario</translation>
    </message>
    <message>
        <source>Terms</source>
        <translation>Términos</translation>
    </message>
    <message>
        <source>Definition</source>
        <translation>Definición</translation>
    </message>
    <message>
        <source>No term fits.</source>
        <translation>Ningún término encaja.</translation>
    </message>
    <message>
        <source>Record this state as a step</source>
        <translation>Grabar este estado como paso</translation>
    </message>
    <message>
        <source>A new lesson</source>
        <translation>Una lección nueva</translation>
    </message>
    <message>
        <source>Title of the new lesson</source>
        <translation>Título de la lección nueva</translation>
    </message>
    <message>
        <source>Title of the step</source>
        <translation>Título del paso</translation>
    </message>
    <message>
        <source>Text of the step</source>
        <translation>Texto del paso</translation>
    </message>
    <message>
        <source>Markdown: what to do, what to look at.</source>
        <translation>Markdown: qué hacer, qué mirar.</translation>
    </message>
    <message>
        <source>Asked before play is pressed; may be left empty</source>
        <translation>Se pregunta antes de pulsar reproducir; puede quedar vacío</translation>
    </message>
    <message>
        <source>Choices</source>
        <translation>Opciones</translation>
    </message>
    <message>
        <source>One a line, two at least</source>
        <translation>Una por línea, dos como mínimo</translation>
    </message>
    <message>
        <source>Right choice</source>
        <translation>Opción correcta</translation>
    </message>
    <message>
        <source>Open with the panels of now</source>
        <translation>Abrir con los paneles de ahora</translation>
    </message>
    <message>
        <source>What is wrong</source>
        <translation>Qué está mal</translation>
    </message>
    <message>
        <source>Its title</source>
        <translation>Su título</translation>
    </message>
    <message>
        <source>Network, data, training and classroom rules as they are now go into {0}.</source>
        <translation>La red, los datos, el entrenamiento y las reglas del aula, como están ahora, van a {0}.</translation>
    </message>
    <message>
        <source>My lessons</source>
        <translation>Mis lecciones</translation>
    </message>
    <message>
        <source>Draw points</source>
        <translation>Dibujar puntos</translation>
    </message>
    <message>
        <source>Encoding</source>
        <translation>Codificación</translation>
    </message>
    <message>
        <source>Press play: what this layer makes of the data is drawn here.</source>
        <translation>Pulse reproducir: aquí se dibuja lo que esta capa hace con los datos.</translation>
    </message>
    <message>
        <source>Encoding by the layer</source>
        <translation>Codificación de la capa</translation>
    </message>
    <message>
        <source>Coordinates</source>
        <translation>Coordenadas</translation>
    </message>
    <message>
        <source>Two units of the layer, or the two directions in which its values vary most</source>
        <translation>Dos unidades de la capa, o las dos direcciones en que más varían sus valores</translation>
    </message>
    <message>
        <source>grid</source>
        <translation>cuadrícula</translation>
    </message>
    <message>
        <source>The plane&apos;s grid, bent as the layer bends it</source>
        <translation>La cuadrícula del plano, doblada como la dobla la capa</translation>
    </message>
    <message>
        <source>lines</source>
        <translation>líneas</translation>
    </message>
    <message>
        <source>Where the units that read this layer are at 0; the arrow points to their positive side</source>
        <translation>Dónde están en 0 las unidades que leen esta capa; la flecha señala su lado positivo</translation>
    </message>
    <message>
        <source>Unit across</source>
        <translation>Unidad horizontal</translation>
    </message>
    <message>
        <source>Unit upwards</source>
        <translation>Unidad vertical</translation>
    </message>
    <message>
        <source>line: where {name} is at 0</source>
        <translation>línea: donde {name} vale 0</translation>
    </message>
    <message>
        <source>lines: where {name} is at 0, the rest at its mean</source>
        <translation>líneas: donde {name} vale 0, el resto en su media</translation>
    </message>
    <message>
        <source>Two units</source>
        <translation>Dos unidades</translation>
    </message>
    <message>
        <source>PCA</source>
        <translation>ACP</translation>
    </message>
    <message>
        <source>{n} distinct codes of {total}</source>
        <translation>{n} códigos distintos de {total}</translation>
    </message>
    <message>
        <source>PC1 explains {first}, PC2 {second}</source>
        <translation>CP1 explica {first}, CP2 {second}</translation>
    </message>
    <message>
        <source>Gradients</source>
        <translation>Gradientes</translation>
    </message>
    <message>
        <source>Over time</source>
        <translation>En el tiempo</translation>
    </message>
    <message>
        <source>Gradients over time</source>
        <translation>Gradientes en el tiempo</translation>
    </message>
    <message>
        <source>Press play: norms of every layer are drawn here.</source>
        <translation>Pulse reproducir: aquí se dibujan las normas de cada capa.</translation>
    </message>
    <message>
        <source>Slopes at the first layer&apos;s sums over those at the last one&apos;s</source>
        <translation>Pendientes en las sumas de la primera capa entre las de la última</translation>
    </message>
    <message>
        <source>Diagnosis</source>
        <translation>Diagnóstico</translation>
    </message>
    <message>
        <source>Slopes of the first layer over the last: {0}</source>
        <translation>Pendientes de la primera capa entre la última: {0}</translation>
    </message>
    <message>
        <source>Gradient</source>
        <translation>Gradiente</translation>
    </message>
    <message>
        <source>Two random directions</source>
        <translation>Dos direcciones al azar</translation>
    </message>
    <message>
        <source>From now to the start</source>
        <translation>Del presente al inicio</translation>
    </message>
    <message>
        <source>Two weights</source>
        <translation>Dos pesos</translation>
    </message>
    <message>
        <source>Paths of the race</source>
        <translation>Caminos de la carrera</translation>
    </message>
    <message>
        <source>Landscape</source>
        <translation>Paisaje</translation>
    </message>
    <message>
        <source>Loss landscape</source>
        <translation>Paisaje de la pérdida</translation>
    </message>
    <message>
        <source>Choose a plane and press draw: the loss around the network stands here.</source>
        <translation>Elija un plano y pulse dibujar: aquí aparece la pérdida alrededor de la red.</translation>
    </message>
    <message>
        <source>It grows finer for so long at the most; training waits meanwhile</source>
        <translation>Se afina durante ese tiempo como mucho; el entrenamiento espera</translation>
    </message>
    <message>
        <source>at most</source>
        <translation>como mucho</translation>
    </message>
    <message>
        <source>The drawing cannot train</source>
        <translation>El dibujo no se puede entrenar</translation>
    </message>
    <message>
        <source>Run a race first: its paths are drawn here</source>
        <translation>Corra antes una carrera: sus caminos se dibujan aquí</translation>
    </message>
    <message>
        <source>Train the network first</source>
        <translation>Entrene antes la red</translation>
    </message>
    <message>
        <source>loss at the paths&apos; start {loss}</source>
        <translation>pérdida al inicio de los caminos {loss}</translation>
    </message>
    <message>
        <source>loss of the network {loss}</source>
        <translation>pérdida de la red {loss}</translation>
    </message>
    <message>
        <source>Weight across</source>
        <translation>Peso horizontal</translation>
    </message>
    <message>
        <source>Weight upwards</source>
        <translation>Peso vertical</translation>
    </message>
    <message>
        <source>Stop drawing</source>
        <translation>Dejar de dibujar</translation>
    </message>
    <message>
        <source>Draw the landscape</source>
        <translation>Dibujar el paisaje</translation>
    </message>
    <message>
        <source>From above</source>
        <translation>Desde arriba</translation>
    </message>
    <message>
        <source>Surface</source>
        <translation>Superficie</translation>
    </message>
    <message>
        <source>Step reached</source>
        <translation>Paso alcanzado</translation>
    </message>
    <message>
        <source>Next lesson</source>
        <translation>Lección siguiente</translation>
    </message>
    <message>
        <source>Reached.</source>
        <translation>Alcanzado.</translation>
    </message>
    <message>
        <source>Microscope</source>
        <translation>Microscopio</translation>
    </message>
    <message>
        <source>The batch is too large to be held: these are the numbers of its first {0} rows.</source>
        <translation>El lote es demasiado grande: estos son los números de sus primeras {0} filas.</translation>
    </message>
    <message>
        <source>What the step is taken on</source>
        <translation>Sobre qué se da el paso</translation>
    </message>
    <message>
        <source>Part of the step</source>
        <translation>Parte del paso</translation>
    </message>
    <message>
        <source>Page back</source>
        <translation>Página anterior</translation>
    </message>
    <message>
        <source>Turn the pages slowly</source>
        <translation>Pasar las páginas despacio</translation>
    </message>
    <message>
        <source>Page on</source>
        <translation>Página siguiente</translation>
    </message>
    <message>
        <source>Chain rule of the chosen weight</source>
        <translation>Regla de la cadena del peso elegido</translation>
    </message>
    <message>
        <source>Draw a network that fits its data: a step of it is written out here.</source>
        <translation>Dibuje una red que encaje con sus datos: aquí se escribe un paso suyo.</translation>
    </message>
    <message>
        <source>Sample or row</source>
        <translation>Muestra o fila</translation>
    </message>
    <message>
        <source>Stop turning the pages</source>
        <translation>Dejar de pasar páginas</translation>
    </message>
    <message>
        <source>Copy page as text</source>
        <translation>Copiar la página como texto</translation>
    </message>
    <message>
        <source>Copy page as LaTeX</source>
        <translation>Copiar la página como LaTeX</translation>
    </message>
    <message>
        <source>Copy whole step as text</source>
        <translation>Copiar el paso entero como texto</translation>
    </message>
    <message>
        <source>Copy whole step as LaTeX</source>
        <translation>Copiar el paso entero como LaTeX</translation>
    </message>
    <message>
        <source>{0} more</source>
        <translation>{0} más</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Copiado</translation>
    </message>
    <message>
        <source>Sample</source>
        <translation>Muestra</translation>
    </message>
    <message>
        <source>Drawing pad</source>
        <translation>Pizarra</translation>
    </message>
    <message>
        <source>Draw a digit here</source>
        <translation>Dibuje aquí un dígito</translation>
    </message>
    <message>
        <source>What drives the unit</source>
        <translation>Qué activa la unidad</translation>
    </message>
    <message>
        <source>Press play: the pictures that drive a unit stand here.</source>
        <translation>Pulse reproducir: aquí están las imágenes que más activan una unidad.</translation>
    </message>
    <message>
        <source>as the network sees it</source>
        <translation>como lo ve la red</translation>
    </message>
    <message>
        <source>What drives</source>
        <translation>Qué activa</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>Unidad</translation>
    </message>
    <message>
        <source>Choose data of pictures, such as the digits: then draw one yourself here.</source>
        <translation>Elija datos de imágenes, como los dígitos: entonces dibuje aquí uno.</translation>
    </message>
    <message>
        <source>Race</source>
        <translation>Carrera</translation>
    </message>
    <message>
        <source>Choose what differs, tick two or more, and start: they train from the same weights on the same data.</source>
        <translation>Elija qué cambia, marque dos o más y empiece: entrenan desde los mismos pesos con los mismos datos.</translation>
    </message>
    <message>
        <source>What differs</source>
        <translation>Qué cambia</translation>
    </message>
    <message>
        <source>Settings that race</source>
        <translation>Ajustes que compiten</translation>
    </message>
    <message>
        <source>Start the race</source>
        <translation>Empezar la carrera</translation>
    </message>
    <message>
        <source>Curves of the race</source>
        <translation>Curvas de la carrera</translation>
    </message>
    <message>
        <source>Maps of the race</source>
        <translation>Mapas de la carrera</translation>
    </message>
    <message>
        <source>What each setting says over the plane is drawn here.</source>
        <translation>Aquí se dibuja lo que dice cada ajuste sobre el plano.</translation>
    </message>
    <message>
        <source>Encodings of the race</source>
        <translation>Codificaciones de la carrera</translation>
    </message>
    <message>
        <source>What the hidden layer makes of the data is drawn here.</source>
        <translation>Aquí se dibuja lo que la capa oculta hace con los datos.</translation>
    </message>
    <message>
        <source>Each setting runs with so many seeds: other starting weights, split and order</source>
        <translation>Cada ajuste corre con tantas semillas: otros pesos iniciales, reparto y orden</translation>
    </message>
    <message>
        <source>Seeds</source>
        <translation>Semillas</translation>
    </message>
    <message>
        <source>Stop the race</source>
        <translation>Parar la carrera</translation>
    </message>
    <message>
        <source>stopped before the end</source>
        <translation>parada antes del final</translation>
    </message>
    <message>
        <source>Maps</source>
        <translation>Mapas</translation>
    </message>
    <message>
        <source>Codes</source>
        <translation>Códigos</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>Tabla</translation>
    </message>
    <message>
        <source>As the project has it now</source>
        <translation>Como lo tiene ahora el proyecto</translation>
    </message>
    <message>
        <source>Tick {low} to {high} settings</source>
        <translation>Marque de {low} a {high} ajustes</translation>
    </message>
    <message>
        <source>{n} runs</source>
        <translation>{n} entrenamientos</translation>
    </message>
    <message>
        <source>{n} diverged</source>
        <translation>{n} divergieron</translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation>Línea de tiempo</translation>
    </message>
    <message>
        <source>Way of the run</source>
        <translation>Camino del entrenamiento</translation>
    </message>
    <message>
        <source>Press play: the way the run takes can be gone back here.</source>
        <translation>Pulse reproducir: aquí se puede desandar el camino.</translation>
    </message>
    <message>
        <source>Moments kept</source>
        <translation>Momentos guardados</translation>
    </message>
    <message>
        <source>Keep moments to compare them: their maps stand here.</source>
        <translation>Guarde momentos para compararlos: aquí están sus mapas.</translation>
    </message>
    <message>
        <source>step</source>
        <translation>paso</translation>
    </message>
    <message>
        <source>epoch {epoch}</source>
        <translation>época {epoch}</translation>
    </message>
    <message>
        <source>In the past: press play to go another way from here</source>
        <translation>En el pasado: pulse reproducir para seguir otro camino desde aquí</translation>
    </message>
    <message>
        <source>as a threshold</source>
        <translation>como umbral</translation>
    </message>
    <message>
        <source>The same number read the other way: a threshold is minus the bias</source>
        <translation>El mismo número leído al revés: un umbral es menos el sesgo</translation>
    </message>
    <message>
        <source>The unit&apos;s line over the data</source>
        <translation>La línea de la unidad sobre los datos</translation>
    </message>
    <message>
        <source>unit</source>
        <translation>unidad</translation>
    </message>
    <message>
        <source>sample</source>
        <translation>muestra</translation>
    </message>
    <message>
        <source>Drag a weight</source>
        <translation>Arrastrar un peso</translation>
    </message>
    <message>
        <source>Drag a bias</source>
        <translation>Arrastrar un sesgo</translation>
    </message>
    <message>
        <source>a tie: it is 1 only above 0</source>
        <translation>un empate: es 1 solo por encima de 0</translation>
    </message>
    <message>
        <source>{name} of {z} is {a}</source>
        <translation>{name} de {z} es {a}</translation>
    </message>
    <message>
        <source>distance to the line {d}</source>
        <translation>distancia a la línea {d}</translation>
    </message>
    <message>
        <source>{node}: gradient {gradient}, step {ratio} of the weights</source>
        <translation>{node}: gradiente {gradient}, paso {ratio} de los pesos</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>Capas</translation>
    </message>
    <message>
        <source>Add a layer that learns: how its gradients fare is drawn here.</source>
        <translation>Añada una capa que aprenda: aquí se dibuja cómo van sus gradientes.</translation>
    </message>
    <message>
        <source>gradient</source>
        <translation>gradiente</translation>
    </message>
    <message>
        <source>step / weights</source>
        <translation>paso / pesos</translation>
    </message>
    <message>
        <source>dead, flat</source>
        <translation>muerta, plana</translation>
    </message>
    <message>
        <source>activations</source>
        <translation>activaciones</translation>
    </message>
    <message>
        <source>{0} dead</source>
        <translation>{0} muertas</translation>
    </message>
    <message>
        <source>{0} flat</source>
        <translation>{0} planas</translation>
    </message>
    <message>
        <source>{0} saturated</source>
        <translation>{0} saturadas</translation>
    </message>
    <message>
        <source>step {0}</source>
        <translation>paso {0}</translation>
    </message>
    <message>
        <source>epoch {0}</source>
        <translation>época {0}</translation>
    </message>
    <message>
        <source>ring: start</source>
        <translation>anillo: inicio</translation>
    </message>
    <message>
        <source>disc: end</source>
        <translation>disco: final</translation>
    </message>
    <message>
        <source>step 0</source>
        <translation>paso 0</translation>
    </message>
    <message>
        <source>Step {0} of {1}</source>
        <translation>Paso {0} de {1}</translation>
    </message>
    <message>
        <source>Loss over one weight</source>
        <translation>Pérdida según un peso</translation>
    </message>
    <message>
        <source>Choose a weight in Update: the loss over it is drawn here.</source>
        <translation>Elija un peso en Actualizar: aquí se dibuja la pérdida según él.</translation>
    </message>
    <message>
        <source>stands: there is no slope</source>
        <translation>quieta: no hay pendiente</translation>
    </message>
    <message>
        <source>crawls</source>
        <translation>se arrastra</translation>
    </message>
    <message>
        <source>descends</source>
        <translation>desciende</translation>
    </message>
    <message>
        <source>oscillates</source>
        <translation>oscila</translation>
    </message>
    <message>
        <source>overshoots</source>
        <translation>se pasa</translation>
    </message>
    <message>
        <source>present rate {0}: {1}</source>
        <translation>tasa actual {0}: {1}</translation>
    </message>
    <message>
        <source>rate {0}: {1}</source>
        <translation>tasa {0}: {1}</translation>
    </message>
    <message>
        <source>How sure the network is of each class; behind it the target&apos;s row, 1 for the true class, 0 else.</source>
        <translation>Cuán segura está la red de cada clase; detrás, la fila del objetivo: 1 en la clase verdadera, 0 en las demás.</translation>
    </message>
    <message>
        <source>Draw your own...</source>
        <translation>Dibujar los míos...</translation>
    </message>
    <message>
        <source>Points with the mouse, beginning with those that are there</source>
        <translation>Puntos con el ratón, empezando por los que hay</translation>
    </message>
    <message>
        <source>Vanishing gradients</source>
        <translation>Gradientes que se desvanecen</translation>
    </message>
    <message>
        <source>Exploding gradients</source>
        <translation>Gradientes que explotan</translation>
    </message>
    <message>
        <source>Dead units</source>
        <translation>Unidades muertas</translation>
    </message>
    <message>
        <source>Identical units</source>
        <translation>Unidades idénticas</translation>
    </message>
    <message>
        <source>Nothing moves</source>
        <translation>Nada se mueve</translation>
    </message>
    <message>
        <source>Too hot</source>
        <translation>Demasiado caliente</translation>
    </message>
    <message>
        <source>Too cold</source>
        <translation>Demasiado fría</translation>
    </message>
    <message>
        <source>Overfitting</source>
        <translation>Sobreajuste</translation>
    </message>
    <message>
        <source>Healthy</source>
        <translation>Sano</translation>
    </message>
    <message>
        <source>draw points</source>
        <translation>dibujar puntos</translation>
    </message>
    <message>
        <source>Click or drag in the plane; the right button erases. By keyboard: arrows, Space, Delete, 1 to 9.</source>
        <translation>Haga clic o arrastre en el plano; el botón derecho borra. Con el teclado: flechas, Espacio, Supr, 1 a 9.</translation>
    </message>
    <message>
        <source>Class to draw</source>
        <translation>Clase que se dibuja</translation>
    </message>
    <message>
        <source>One more class</source>
        <translation>Una clase más</translation>
    </message>
    <message>
        <source>The number of the points that are drawn</source>
        <translation>El número de los puntos que se dibujan</translation>
    </message>
    <message>
        <source>Spread</source>
        <translation>Dispersión</translation>
    </message>
    <message>
        <source>How far a dab of the brush scatters its points</source>
        <translation>Hasta dónde esparce sus puntos un toque del pincel</translation>
    </message>
    <message>
        <source>eraser</source>
        <translation>borrador</translation>
    </message>
    <message>
        <source>Begin again with a few points</source>
        <translation>Empezar de nuevo con unos pocos puntos</translation>
    </message>
    <message>
        <source>Erase points</source>
        <translation>Borrar puntos</translation>
    </message>
    <message>
        <source>Clear the points</source>
        <translation>Borrar los puntos</translation>
    </message>
    <message>
        <source>Fetching</source>
        <translation>Descarga</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>Ahora no</translation>
    </message>
    <message>
        <source>Fetching...</source>
        <translation>Descargando...</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Parar</translation>
    </message>
    <message>
        <source>The folder with the four files</source>
        <translation>La carpeta con los cuatro archivos</translation>
    </message>
    <message>
        <source>I have the files...</source>
        <translation>Tengo los archivos...</translation>
    </message>
    <message>
        <source>Fetch it ({0})</source>
        <translation>Descargar ({0})</translation>
    </message>
    <message>
        <source>Numbers of this page</source>
        <translation>Números de esta página</translation>
    </message>
    <message>
        <source>row {row}, column {column}: input {place} of {count}, counted from 0; value {value}</source>
        <translation>fila {row}, columna {column}: entrada {place} de {count}, contando desde 0; valor {value}</translation>
    </message>
    <message>
        <source>Table of the race</source>
        <translation>Tabla de la carrera</translation>
    </message>
    <message>
        <source>Setting</source>
        <translation>Ajuste</translation>
    </message>
    <message>
        <source>won</source>
        <translation>ganó</translation>
    </message>
    <message>
        <source>gap</source>
        <translation>brecha</translation>
    </message>
    <message>
        <source>border</source>
        <translation>borde</translation>
    </message>
    <message>
        <source>parameters</source>
        <translation>parámetros</translation>
    </message>
    <message>
        <source>border {length}</source>
        <translation>borde {length}</translation>
    </message>
    <message>
        <source>gap {gap}</source>
        <translation>brecha {gap}</translation>
    </message>
    <message>
        <source>The slope behind, times the slope of what was done forward.</source>
        <translation>La pendiente de detrás, por la pendiente de lo que se hizo hacia delante.</translation>
    </message>
    <message>
        <source>sum</source>
        <translation>suma</translation>
    </message>
    <message>
        <source>add</source>
        <translation>suma</translation>
    </message>
    <message>
        <source>multiply</source>
        <translation>producto</translation>
    </message>
    <message>
        <source>join</source>
        <translation>unión</translation>
    </message>
    <message>
        <source>dropout</source>
        <translation>dropout</translation>
    </message>
    <message>
        <source>batch norm</source>
        <translation>norma por lotes</translation>
    </message>
    <message>
        <source>layer norm</source>
        <translation>norma por capa</translation>
    </message>
    <message>
        <source>noise</source>
        <translation>ruido</translation>
    </message>
    <message>
        <source>The slopes of the loss and of this activation cancel: only F − y is left.</source>
        <translation>Las pendientes de la pérdida y de esta activación se anulan: solo queda F − y.</translation>
    </message>
    <message>
        <source>A weight&apos;s slope is its input times the slope behind it; what goes back is weighed the same way.</source>
        <translation>La pendiente de un peso es su entrada por la pendiente que hay detrás; lo que vuelve se pondera igual.</translation>
    </message>
    <message>
        <source>Every output hangs on every number, so all their slopes are added up.</source>
        <translation>Cada salida depende de cada número, así que se suman todas sus pendientes.</translation>
    </message>
    <message>
        <source>Whole batch of {0} rows: {1}</source>
        <translation>Lote entero de {0} filas: {1}</translation>
    </message>
    <message>
        <source>Checked by a difference:</source>
        <translation>Comprobado con una diferencia:</translation>
    </message>
    <message>
        <source>Engine</source>
        <translation>Motor</translation>
    </message>
    <message>
        <source>What computes. Auto times processor and GPU on the network itself and takes the faster one.</source>
        <translation>Lo que calcula. Automático mide el procesador y la GPU con la propia red y toma el más rápido.</translation>
    </message>
    <message>
        <source>Auto</source>
        <translation>Automático</translation>
    </message>
    <message>
        <source>CPU</source>
        <translation>CPU</translation>
    </message>
    <message>
        <source>GPU</source>
        <translation>GPU</translation>
    </message>
    <message>
        <source>NumPy</source>
        <translation>NumPy</translation>
    </message>
    <message>
        <source>GPU products</source>
        <translation>Productos en la GPU</translation>
    </message>
    <message>
        <source>What a GPU multiplies the matrices of large networks in; weights stay float32.</source>
        <translation>En qué formato multiplica la GPU las matrices de redes grandes; los pesos siguen en float32.</translation>
    </message>
    <message>
        <source>fp32</source>
        <translation>fp32</translation>
    </message>
    <message>
        <source>TF32</source>
        <translation>TF32</translation>
    </message>
    <message>
        <source>bf16</source>
        <translation>bf16</translation>
    </message>
    <message>
        <source>The GPU&apos;s driver has not answered yet</source>
        <translation>El controlador de la GPU aún no ha respondido</translation>
    </message>
    <message>
        <source>GPU: {0}</source>
        <translation>GPU: {0}</translation>
    </message>
    <message>
        <source>spread over seeds</source>
        <translation>dispersión entre semillas</translation>
    </message>
    <message>
        <source>The band of the last sweep&apos;s seeds whose rate and penalty are nearest to these.</source>
        <translation>La banda de las semillas del último barrido cuya tasa y penalización son las más cercanas a estas.</translation>
    </message>
    <message>
        <source>new directions</source>
        <translation>direcciones nuevas</translation>
    </message>
    <message>
        <source>Other directions each time it is drawn</source>
        <translation>Otras direcciones cada vez que se dibuja</translation>
    </message>
    <message>
        <source>range: {range}</source>
        <translation>rango: {range}</translation>
    </message>
    <message>
        <source>for {use}</source>
        <translation>para {use}</translation>
    </message>
    <message>
        <source>costs {cost} ns a value here, beside the identity</source>
        <translation>cuesta {cost} ns por valor aquí, además de la identidad</translation>
    </message>
    <message>
        <source>All other weights held; the loss is the next batch&apos;s.</source>
        <translation>Los demás pesos quietos; la pérdida es la del lote siguiente.</translation>
    </message>
    <message>
        <source>The right button rubs out, Delete clears. Arrows move the pen, with Shift they draw; Space dots.</source>
        <translation>El botón derecho borra, Supr lo limpia todo. Las flechas mueven la pluma, con Mayús dibujan; Espacio pone un punto.</translation>
    </message>
    <message>
        <source>log</source>
        <translation>log</translation>
    </message>
    <message>
        <source>Sweep</source>
        <translation>Barrido</translation>
    </message>
    <message>
        <source>Start the sweep</source>
        <translation>Empezar el barrido</translation>
    </message>
    <message>
        <source>Coloured by</source>
        <translation>Coloreado por</translation>
    </message>
    <message>
        <source>Of the cell</source>
        <translation>De la celda</translation>
    </message>
    <message>
        <source>Curves of the cell</source>
        <translation>Curvas de la celda</translation>
    </message>
    <message>
        <source>Choose a cell: the mean of its seeds is drawn here, in the band of their spread.</source>
        <translation>Elija una celda: aquí se dibuja la media de sus semillas, en la banda de su dispersión.</translation>
    </message>
    <message>
        <source>Border of the cell</source>
        <translation>Frontera de la celda</translation>
    </message>
    <message>
        <source>For data of the plane: what the seeds of a cell say together, and where they agree.</source>
        <translation>Para datos del plano: lo que dicen juntas las semillas de una celda, y dónde coinciden.</translation>
    </message>
    <message>
        <source>Use this rate and penalty</source>
        <translation>Usar esta tasa y penalización</translation>
    </message>
    <message>
        <source>{0}: which rate learns fast, which penalty helps the test part, what is chance.</source>
        <translation>{0}: qué tasa aprende rápido, qué penalización ayuda en la prueba, qué es azar.</translation>
    </message>
    <message>
        <source>Stop the sweep</source>
        <translation>Detener el barrido</translation>
    </message>
    <message>
        <source>Use a rate and a penalty of the sweep</source>
        <translation>Usar una tasa y una penalización del barrido</translation>
    </message>
    <message>
        <source>Border</source>
        <translation>Frontera</translation>
    </message>
    <message>
        <source>{n} networks</source>
        <translation>{n} redes</translation>
    </message>
    <message>
        <source>{n} networks on {engine}</source>
        <translation>{n} redes en {engine}</translation>
    </message>
    <message>
        <source>every network diverged: try lower rates</source>
        <translation>todas las redes divergieron: pruebe tasas más bajas</translation>
    </message>
    <message>
        <source>Learning rate {rate}, {penalty} {strength}</source>
        <translation>Tasa de aprendizaje {rate}, {penalty} {strength}</translation>
    </message>
    <message>
        <source>{n} network steps a second</source>
        <translation>{n} pasos de red por segundo</translation>
    </message>
    <message>
        <source>best: {cell}</source>
        <translation>mejor: {cell}</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>Ahora</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Guardar</translation>
    </message>
    <message>
        <source>Forget</source>
        <translation>Olvidar</translation>
    </message>
    <message>
        <source>Back to where the run stood</source>
        <translation>Volver a donde estaba</translation>
    </message>
    <message>
        <source>Keep this moment, to compare it</source>
        <translation>Guardar este momento, para compararlo</translation>
    </message>
    <message>
        <source>Forget the moments that are kept</source>
        <translation>Olvidar los momentos guardados</translation>
    </message>
    <message>
        <source>where seeds agree</source>
        <translation>donde coinciden las semillas</translation>
    </message>
    <message>
        <source>Paler where the seeds of the last sweep, nearest to this project, differ.</source>
        <translation>Más pálido donde difieren las semillas del último barrido, las más parecidas a este proyecto.</translation>
    </message>
    <message>
        <source>prediction {f}, target {y}, loss {cost}</source>
        <translation>predicción {f}, objetivo {y}, pérdida {cost}</translation>
    </message>
    <message>
        <source>Loss over the prediction</source>
        <translation>Pérdida según la predicción</translation>
    </message>
    <message>
        <source> (shaded: confident and wrong)</source>
        <translation> (sombreado: seguro y equivocado)</translation>
    </message>
    <message>
        <source>Map of the sweep</source>
        <translation>Mapa del barrido</translation>
    </message>
    <message>
        <source>Press start: every learning rate meets every penalty, several times, all side by side.</source>
        <translation>Pulse empezar: cada tasa de aprendizaje se prueba con cada penalización, varias veces, todas a la vez.</translation>
    </message>
    <message>
        <source>seed</source>
        <translation>semilla</translation>
    </message>
    <message>
        <source>seed {n}</source>
        <translation>semilla {n}</translation>
    </message>
    <message>
        <source>rate {0}</source>
        <translation>tasa {0}</translation>
    </message>
    <message>
        <source>{n} of {all} diverged</source>
        <translation>{n} de {all} divergieron</translation>
    </message>
    <message>
        <source>prediction</source>
        <translation>predicción</translation>
    </message>
    <message>
        <source>target</source>
        <translation>objetivo</translation>
    </message>
    <message>
        <source>what this output costs</source>
        <translation>lo que cuesta esta salida</translation>
    </message>
    <message>
        <source>what it is joined with</source>
        <translation>con qué se une</translation>
    </message>
    <message>
        <source>what comes out</source>
        <translation>lo que sale</translation>
    </message>
    <message>
        <source>weight now</source>
        <translation>peso ahora</translation>
    </message>
    <message>
        <source>weight after the step</source>
        <translation>peso tras el paso</translation>
    </message>
    <message>
        <source>slope of what was done</source>
        <translation>pendiente de lo hecho</translation>
    </message>
    <message>
        <source>slope of the loss at the weight, over the whole batch</source>
        <translation>pendiente de la pérdida en el peso, sobre el lote entero</translation>
    </message>
    <message>
        <source>slope of the loss at the sum</source>
        <translation>pendiente de la pérdida en la suma</translation>
    </message>
    <message>
        <source>slope of the loss behind</source>
        <translation>pendiente de la pérdida detrás</translation>
    </message>
    <message>
        <source>Choose a weight of the table: its chain rule, and a difference that checks it, stand here.</source>
        <translation>Elija un peso de la tabla: aquí están su regla de la cadena y una diferencia que la comprueba.</translation>
    </message>
    <message>
        <source>Forward</source>
        <translation>Hacia delante</translation>
    </message>
    <message>
        <source>Backward</source>
        <translation>Hacia atrás</translation>
    </message>
    <message>
        <source>Update</source>
        <translation>Actualizar</translation>
    </message>
    <message>
        <source>{pair}: the last factor of every slope is {factor}.</source>
        <translation>{pair}: el último factor de cada pendiente es {factor}.</translation>
    </message>
    <message>
        <source>{name}, step {step}, learning rate {rate}.</source>
        <translation>{name}, paso {step}, tasa de aprendizaje {rate}.</translation>
    </message>
    <message>
        <source>First {0} rows of the batch: {1}</source>
        <translation>Primeras {0} filas del lote: {1}</translation>
    </message>
    <message>
        <source>Every way to the loss:</source>
        <translation>Todos los caminos hasta la pérdida:</translation>
    </message>
    <message>
        <source>They differ by {0}: a corner is near, where no slope is the right one.</source>
        <translation>Difieren en {0}: hay cerca una esquina, donde ninguna pendiente es la correcta.</translation>
    </message>
    <message>
        <source>A batch norm ties the rows together: their ways are not told apart.</source>
        <translation>Una norma por lotes une las filas: sus caminos no se distinguen.</translation>
    </message>
    <message>
        <source>{0} ways lead from here to the loss; together they are the slope behind.</source>
        <translation>{0} caminos llevan de aquí a la pérdida; juntos son la pendiente de detrás.</translation>
    </message>
    <message>
        <source>They agree (apart by {0}).</source>
        <translation>Coinciden (difieren en {0}).</translation>
    </message>
    <message>
        <source>Every input times its weight, added up, and the bias.</source>
        <translation>Cada entrada por su peso, sumadas, y el sesgo.</translation>
    </message>
    <message>
        <source>The activation of every sum.</source>
        <translation>La activación de cada suma.</translation>
    </message>
    <message>
        <source>Shares of the exponentials: they add up to 1.</source>
        <translation>Partes de las exponenciales: suman 1.</translation>
    </message>
    <message>
        <source>Units that are left out in this step are 0; the others grow to make up for them.</source>
        <translation>Las unidades omitidas en este paso son 0; las demás crecen para compensarlo.</translation>
    </message>
    <message>
        <source>Less the batch&apos;s mean, over its spread, times the scale, and the shift.</source>
        <translation>Menos la media del lote, entre su dispersión, por la escala, y el desplazamiento.</translation>
    </message>
    <message>
        <source>Less the row&apos;s mean, over its spread, times the scale, and the shift.</source>
        <translation>Menos la media de la fila, entre su dispersión, por la escala, y el desplazamiento.</translation>
    </message>
    <message>
        <source>Noise that this step adds.</source>
        <translation>Ruido que añade este paso.</translation>
    </message>
    <message>
        <source>One who guesses pays {0}.</source>
        <translation>Quien adivina paga {0}.</translation>
    </message>
    <message>
        <source>Penalties add {0}.</source>
        <translation>Las penalizaciones añaden {0}.</translation>
    </message>
    <message>
        <source>Clipping scales all slopes by {0}.</source>
        <translation>El recorte escala todas las pendientes por {0}.</translation>
    </message>
    <message>
        <source>The sum, row by row</source>
        <translation>La suma, fila a fila</translation>
    </message>
    <message>
        <source>input</source>
        <translation>entrada</translation>
    </message>
    <message>
        <source>× weight</source>
        <translation>× peso</translation>
    </message>
    <message>
        <source>= product</source>
        <translation>= producto</translation>
    </message>
    <message>
        <source>threshold</source>
        <translation>umbral</translation>
    </message>
    <message>
        <source>the {n} that count most here, of {total}</source>
        <translation>los {n} que más cuentan aquí, de {total}</translation>
    </message>
    <message>
        <source>Input {name}</source>
        <translation>Entrada {name}</translation>
    </message>
    <message>
        <source>Weight of {name}</source>
        <translation>Peso de {name}</translation>
    </message>
    <message>
        <source>Each cell is trained with so many seeds: other starting weights, split and order</source>
        <translation>Cada celda se entrena con tantas semillas: otros pesos iniciales, otra división y otro orden</translation>
    </message>
    <message>
        <source>Strengths of the penalty, with commas between; 0 is none</source>
        <translation>Intensidades de la penalización, separadas por comas; 0 es ninguna</translation>
    </message>
    <message>
        <source>The lowest learning rate is above the highest</source>
        <translation>La tasa de aprendizaje más baja es mayor que la más alta</translation>
    </message>
    <message>
        <source>Strengths are numbers from 0 up, with commas between</source>
        <translation>Las intensidades son números desde 0, separados por comas</translation>
    </message>
    <message>
        <source>A strength stands there twice</source>
        <translation>Una intensidad está dos veces</translation>
    </message>
    <message>
        <source>rates from</source>
        <translation>tasas desde</translation>
    </message>
    <message>
        <source>Lowest learning rate</source>
        <translation>Tasa de aprendizaje más baja</translation>
    </message>
    <message>
        <source>to</source>
        <translation>hasta</translation>
    </message>
    <message>
        <source>Highest learning rate</source>
        <translation>Tasa de aprendizaje más alta</translation>
    </message>
    <message>
        <source>how many</source>
        <translation>cuántas</translation>
    </message>
    <message>
        <source>Learning rates</source>
        <translation>Tasas de aprendizaje</translation>
    </message>
    <message>
        <source>penalty</source>
        <translation>penalización</translation>
    </message>
    <message>
        <source>strengths</source>
        <translation>intensidades</translation>
    </message>
    <message>
        <source>Strengths</source>
        <translation>Intensidades</translation>
    </message>
    <message>
        <source>where they agree</source>
        <translation>donde coinciden</translation>
    </message>
    <message>
        <source>mean of {n} seeds</source>
        <translation>media de {n} semillas</translation>
    </message>
    <message>
        <source>deviation up to {0}</source>
        <translation>desviación hasta {0}</translation>
    </message>
    <message>
        <source>Weights of a layer</source>
        <translation>Pesos de una capa</translation>
    </message>
    <message>
        <source>The page, written out</source>
        <translation>La página, escrita</translation>
    </message>
    <message>
        <source>First line that is shown</source>
        <translation>Primera línea que se muestra</translation>
    </message>
    <message>
        <source>to {0} of {1}</source>
        <translation>hasta {0} de {1}</translation>
    </message>
    <message>
        <source>… {0} more</source>
        <translation>… {0} más</translation>
    </message>
    <message>
        <source>any number</source>
        <translation>cualquier número</translation>
    </message>
    <message>
        <source>outputs that predict a number</source>
        <translation>salidas que predicen un número</translation>
    </message>
    <message>
        <source>0 or 1</source>
        <translation>0 o 1</translation>
    </message>
    <message>
        <source>showing how a threshold unit works</source>
        <translation>mostrar cómo funciona una unidad de umbral</translation>
    </message>
    <message>
        <source>0 to 1</source>
        <translation>0 a 1</translation>
    </message>
    <message>
        <source>yes/no outputs</source>
        <translation>salidas de sí o no</translation>
    </message>
    <message>
        <source>-1 to 1</source>
        <translation>-1 a 1</translation>
    </message>
    <message>
        <source>small hidden layers with smooth boundaries</source>
        <translation>capas ocultas pequeñas con fronteras suaves</translation>
    </message>
    <message>
        <source>hidden layers that may choose how much they let through</source>
        <translation>capas ocultas que pueden elegir cuánto dejan pasar</translation>
    </message>
    <message>
        <source>0 and up</source>
        <translation>0 o más</translation>
    </message>
    <message>
        <source>hidden layers</source>
        <translation>capas ocultas</translation>
    </message>
    <message>
        <source>hidden layers where ReLU units die</source>
        <translation>capas ocultas donde mueren unidades ReLU</translation>
    </message>
    <message>
        <source>-alpha and up</source>
        <translation>-alpha o más</translation>
    </message>
    <message>
        <source>hidden layers with smooth boundaries</source>
        <translation>capas ocultas con fronteras suaves</translation>
    </message>
    <message>
        <source>-1.758 and up</source>
        <translation>-1.758 o más</translation>
    </message>
    <message>
        <source>deep dense networks</source>
        <translation>redes densas profundas</translation>
    </message>
    <message>
        <source>-0.17 and up</source>
        <translation>-0.17 o más</translation>
    </message>
    <message>
        <source>hidden layers of large networks</source>
        <translation>capas ocultas de redes grandes</translation>
    </message>
    <message>
        <source>-0.28 and up</source>
        <translation>-0.28 o más</translation>
    </message>
    <message>
        <source>deep hidden layers</source>
        <translation>capas ocultas profundas</translation>
    </message>
    <message>
        <source>-0.31 and up</source>
        <translation>-0.31 o más</translation>
    </message>
    <message>
        <source>above 0</source>
        <translation>mayor que 0</translation>
    </message>
    <message>
        <source>outputs that must be positive</source>
        <translation>salidas que deben ser positivas</translation>
    </message>
    <message>
        <source>0 to 1, adding up to 1</source>
        <translation>0 a 1, que suman 1</translation>
    </message>
    <message>
        <source>outputs with more than two classes</source>
        <translation>salidas con más de dos clases</translation>
    </message>
    <message>
        <source>hidden layers where tanh saturates</source>
        <translation>capas ocultas donde tanh se satura</translation>
    </message>
    <message>
        <source>gates and small machines</source>
        <translation>puertas y máquinas pequeñas</translation>
    </message>
    <message>
        <source>hidden layers with bounded values</source>
        <translation>capas ocultas con valores acotados</translation>
    </message>
    <message>
        <source>repeating patterns</source>
        <translation>patrones que se repiten</translation>
    </message>
    <message>
        <source>units that answer to a band</source>
        <translation>unidades que responden a una banda</translation>
    </message>
    <message>
        <source>{0} is not on this computer yet</source>
        <translation>{0} aún no está en este equipo</translation>
    </message>
    <message>
        <source>choose it under Real in the Data panel, run `glassnet fetch {0}`, or give a folder</source>
        <translation>elíjalo en Reales en el panel Datos, ejecute `glassnet fetch {0}`, o dé una carpeta</translation>
    </message>
    <message>
        <source>`glassnet fetch {0}` fetches what is damaged again</source>
        <translation>`glassnet fetch {0}` vuelve a descargar lo dañado</translation>
    </message>
    <message>
        <source>it switches off weight {0}, and has {1} of them</source>
        <translation>desactiva el peso {0}, y tiene {1}</translation>
    </message>
    <message>
        <source>take it out of &quot;off&quot;</source>
        <translation>sácalo de &quot;off&quot;</translation>
    </message>
    <message>
        <source>class weights need targets of which each is one of several classes</source>
        <translation>los pesos de clase necesitan objetivos que sean cada uno una de varias clases</translation>
    </message>
    <message>
        <source>every class weight is 0, so nothing would be learned</source>
        <translation>todos los pesos de clase son 0, así que no se aprendería nada</translation>
    </message>
    <message>
        <source>the norm of a batch of one sample is always 0, so nothing passes through</source>
        <translation>la norma de un lote de una muestra es siempre 0, así que no pasa nada</translation>
    </message>
    <message>
        <source>the norm of a single number is always 0, so nothing passes through</source>
        <translation>la norma de un solo número es siempre 0, así que no pasa nada</translation>
    </message>
    <message>
        <source>choose none</source>
        <translation>elige ninguno</translation>
    </message>
    <message>
        <source>there are {0} class weights for {1} classes</source>
        <translation>hay {0} pesos de clase para {1} clases</translation>
    </message>
    <message>
        <source>give some classes more</source>
        <translation>da más a algunas clases</translation>
    </message>
    <message>
        <source>use a batch size of 2 or more</source>
        <translation>usa un tamaño de lote de 2 o más</translation>
    </message>
    <message>
        <source>put it behind a wider layer</source>
        <translation>ponla detrás de una capa más ancha</translation>
    </message>
    <message>
        <source>Add a flatten layer</source>
        <translation>Añadir una capa que aplana</translation>
    </message>
    <message>
        <source>Add a dense layer</source>
        <translation>Añadir una capa densa</translation>
    </message>
    <message>
        <source>Remove this layer</source>
        <translation>Quitar esta capa</translation>
    </message>
    <message>
        <source>Use {0}</source>
        <translation>Usar {0}</translation>
    </message>
    <message>
        <source>Change the batch size to {0}</source>
        <translation>Cambiar el tamaño de lote a {0}</translation>
    </message>
    <message>
        <source>Remove it</source>
        <translation>Quitarla</translation>
    </message>
    <message>
        <source>Draw the weights</source>
        <translation>Sortear los pesos</translation>
    </message>
    <message>
        <source>Take it out</source>
        <translation>Sacarlo de la lista</translation>
    </message>
    <message>
        <source>Change units to {0}</source>
        <translation>Cambiar las unidades a {0}</translation>
    </message>
    <message>
        <source>Use {0} there</source>
        <translation>Usar {0} ahí</translation>
    </message>
    <message>
        <source>Add an {0} layer</source>
        <translation>Añadir una capa {0}</translation>
    </message>
    <message>
        <source>&apos;{0}&apos; belongs to no layer of this network</source>
        <translation>&apos;{0}&apos; no es de ninguna capa de esta red</translation>
    </message>
    <message>
        <source>&apos;{0}&apos; is missing</source>
        <translation>falta &apos;{0}&apos;</translation>
    </message>
    <message>
        <source>these weights are of another network</source>
        <translation>estos pesos son de otra red</translation>
    </message>
    <message>
        <source>&apos;{0}&apos; is {1}, this network needs {2}</source>
        <translation>&apos;{0}&apos; es {1}, esta red necesita {2}</translation>
    </message>
    <message>
        <source>&apos;{0}&apos; holds a NaN or an infinity</source>
        <translation>&apos;{0}&apos; contiene un NaN o un infinito</translation>
    </message>
    <message>
        <source>take weights from before the run diverged</source>
        <translation>toma pesos de antes de que la ejecución divergiera</translation>
    </message>
    <message>
        <source>&apos;{0}&apos; holds a variance below 0</source>
        <translation>&apos;{0}&apos; contiene una varianza menor que 0</translation>
    </message>
    <message>
        <source>these weights were changed or are damaged</source>
        <translation>estos pesos se han cambiado o están dañados</translation>
    </message>
    <message>
        <source>{0} could not be fetched: {1}</source>
        <translation>no se pudo descargar {0}: {1}</translation>
    </message>
    <message>
        <source>check the network and try again, or choose a folder with the files</source>
        <translation>compruebe la red y vuelva a intentarlo, o elija una carpeta con los archivos</translation>
    </message>
    <message>
        <source>free some room</source>
        <translation>libere espacio</translation>
    </message>
    <message>
        <source>{0} cannot be written: {1}</source>
        <translation>no se puede escribir {0}: {1}</translation>
    </message>
    <message>
        <source>there is no column &apos;{0}&apos;</source>
        <translation>no hay columna &apos;{0}&apos;</translation>
    </message>
    <message>
        <source>&apos;{0}&apos; is chosen twice</source>
        <translation>&apos;{0}&apos; se ha elegido dos veces</translation>
    </message>
    <message>
        <source>name every feature once</source>
        <translation>nombra cada característica una vez</translation>
    </message>
    <message>
        <source>there is no column &apos;{0}&apos;: pictures have no columns</source>
        <translation>no hay columna &apos;{0}&apos;: las imágenes no tienen columnas</translation>
    </message>
    <message>
        <source>leave features empty</source>
        <translation>deja las características vacías</translation>
    </message>
    <message>
        <source>no file is chosen</source>
        <translation>no hay archivo elegido</translation>
    </message>
    <message>
        <source>this is a folder, not a file</source>
        <translation>esto es una carpeta, no un archivo</translation>
    </message>
    <message>
        <source>the file cannot be read: {0}</source>
        <translation>el archivo no se puede leer: {0}</translation>
    </message>
    <message>
        <source>{0}, {1}, row {2}{3} (counted from 0)</source>
        <translation>{0}, {1}, fila {2}{3} (contada desde 0)</translation>
    </message>
    <message>
        <source>replace it or remove the row</source>
        <translation>cámbialo o quita la fila</translation>
    </message>
    <message>
        <source>the column &apos;{0}&apos; is missing</source>
        <translation>falta la columna &apos;{0}&apos;</translation>
    </message>
    <message>
        <source>save the inputs as x</source>
        <translation>guarda las entradas como x</translation>
    </message>
    <message>
        <source>the model takes (n, {0})</source>
        <translation>el modelo admite (n, {0})</translation>
    </message>
    <message>
        <source>there are {0} columns</source>
        <translation>hay {0} columnas</translation>
    </message>
    <message>
        <source>a picture of this model is {0} numbers</source>
        <translation>una imagen de este modelo son {0} números</translation>
    </message>
    <message>
        <source>the features do not fit the columns</source>
        <translation>las características no encajan con las columnas</translation>
    </message>
    <message>
        <source>the model file was changed or is damaged</source>
        <translation>el archivo del modelo se ha cambiado o está dañado</translation>
    </message>
    <message>
        <source>the scaling numbers do not fit the columns</source>
        <translation>los números del escalado no encajan con las columnas</translation>
    </message>
    <message>
        <source>the file holds zero bytes, so it is not CSV</source>
        <translation>el archivo contiene bytes cero, así que no es CSV</translation>
    </message>
    <message>
        <source>save it as CSV in UTF-8</source>
        <translation>guárdalo como CSV en UTF-8</translation>
    </message>
    <message>
        <source>the file is empty</source>
        <translation>el archivo está vacío</translation>
    </message>
    <message>
        <source>give a line of column names and a line for each row</source>
        <translation>da una línea de nombres de columna y una línea por fila</translation>
    </message>
    <message>
        <source>the file has column names but no rows</source>
        <translation>el archivo tiene nombres de columna pero ninguna fila</translation>
    </message>
    <message>
        <source>give a line for each row</source>
        <translation>da una línea por fila</translation>
    </message>
    <message>
        <source>the file has {0} rows</source>
        <translation>el archivo tiene {0} filas</translation>
    </message>
    <message>
        <source>the first line holds numbers instead of column names</source>
        <translation>la primera línea contiene números en vez de nombres de columna</translation>
    </message>
    <message>
        <source>put a line of column names first</source>
        <translation>pon primero una línea de nombres de columna</translation>
    </message>
    <message>
        <source>choose another file</source>
        <translation>elige otro archivo</translation>
    </message>
    <message>
        <source>the file is not UTF-8 text (byte {0})</source>
        <translation>el archivo no es texto UTF-8 (byte {0})</translation>
    </message>
    <message>
        <source>{0}, line {1}</source>
        <translation>{0}, línea {1}</translation>
    </message>
    <message>
        <source>the line cannot be read: {0}</source>
        <translation>la línea no se puede leer: {0}</translation>
    </message>
    <message>
        <source>check its quotes</source>
        <translation>revisa sus comillas</translation>
    </message>
    <message>
        <source>{0}, column {1}</source>
        <translation>{0}, columna {1}</translation>
    </message>
    <message>
        <source>the column has no name</source>
        <translation>la columna no tiene nombre</translation>
    </message>
    <message>
        <source>name every column in the first line</source>
        <translation>nombra cada columna en la primera línea</translation>
    </message>
    <message>
        <source>two columns are named &apos;{0}&apos;</source>
        <translation>dos columnas se llaman &apos;{0}&apos;</translation>
    </message>
    <message>
        <source>give every column its own name</source>
        <translation>da a cada columna su propio nombre</translation>
    </message>
    <message>
        <source>{0}, row {1} (line {2})</source>
        <translation>{0}, fila {1} (línea {2})</translation>
    </message>
    <message>
        <source>there are {0} values for {1} columns</source>
        <translation>hay {0} valores para {1} columnas</translation>
    </message>
    <message>
        <source>give every row as many values</source>
        <translation>da los mismos valores a cada fila</translation>
    </message>
    <message>
        <source>fetch the file again</source>
        <translation>trae el archivo otra vez</translation>
    </message>
    <message>
        <source>the array holds Python objects</source>
        <translation>la matriz contiene objetos de Python</translation>
    </message>
    <message>
        <source>save numbers or texts of one type</source>
        <translation>guarda números o textos de un solo tipo</translation>
    </message>
    <message>
        <source>the header promises shape {0}, the file holds {1} bytes</source>
        <translation>la cabecera promete la forma {0}, el archivo contiene {1} bytes</translation>
    </message>
    <message>
        <source>save it again with numpy.savez</source>
        <translation>guárdalo otra vez con numpy.savez</translation>
    </message>
    <message>
        <source>save numbers or texts</source>
        <translation>guarda números o textos</translation>
    </message>
    <message>
        <source>the file is no NPZ file: {0}</source>
        <translation>el archivo no es NPZ: {0}</translation>
    </message>
    <message>
        <source>the array cannot be read: {0}</source>
        <translation>la matriz no se puede leer: {0}</translation>
    </message>
    <message>
        <source>the weights are text</source>
        <translation>los pesos son texto</translation>
    </message>
    <message>
        <source>give numbers from 0 up</source>
        <translation>da números desde 0</translation>
    </message>
    <message>
        <source>there are {0} weights for {1} samples</source>
        <translation>hay {0} pesos para {1} muestras</translation>
    </message>
    <message>
        <source>the weight of row {0} is {1}</source>
        <translation>el peso de la fila {0} es {1}</translation>
    </message>
    <message>
        <source>every weight is 0, so nothing would be learned</source>
        <translation>todos los pesos son 0, así que no se aprendería nada</translation>
    </message>
    <message>
        <source>give some samples more</source>
        <translation>da más a algunas muestras</translation>
    </message>
    <message>
        <source>besides &apos;{0}&apos; there is no column to learn from</source>
        <translation>aparte de &apos;{0}&apos; no hay columna de la que aprender</translation>
    </message>
    <message>
        <source>{0} data have no weights &apos;{1}&apos;</source>
        <translation>los datos {0} no tienen pesos &apos;{1}&apos;</translation>
    </message>
    <message>
        <source>leave it empty, or use a CSV or NPZ file</source>
        <translation>déjalo vacío, o usa un archivo CSV o NPZ</translation>
    </message>
    <message>
        <source>the numbers are too large to be scaled</source>
        <translation>los números son demasiado grandes para escalarlos</translation>
    </message>
    <message>
        <source>give them in larger units</source>
        <translation>dalos en unidades mayores</translation>
    </message>
    <message>
        <source>test and validation parts together leave nothing to train on</source>
        <translation>las partes de prueba y validación juntas no dejan nada para entrenar</translation>
    </message>
    <message>
        <source>let both be below 1 together</source>
        <translation>que ambas juntas estén por debajo de 1</translation>
    </message>
    <message>
        <source>&apos;{0}&apos; is not a number</source>
        <translation>&apos;{0}&apos; no es un número</translation>
    </message>
    <message>
        <source>this column was numbers in training</source>
        <translation>esta columna eran números en el entrenamiento</translation>
    </message>
    <message>
        <source>&apos;{0}&apos; was no value of this column in training</source>
        <translation>&apos;{0}&apos; no era un valor de esta columna en el entrenamiento</translation>
    </message>
    <message>
        <source>the text column &apos;{0}&apos; has {1} different values</source>
        <translation>la columna de texto &apos;{0}&apos; tiene {1} valores distintos</translation>
    </message>
    <message>
        <source>remove the column, or use at most {0}</source>
        <translation>quita la columna, o usa como máximo {0}</translation>
    </message>
    <message>
        <source>the targets are of type {0}</source>
        <translation>los objetivos son de tipo {0}</translation>
    </message>
    <message>
        <source>targets are whole numbers, numbers or texts</source>
        <translation>los objetivos son enteros, números o textos</translation>
    </message>
    <message>
        <source>there are {0} classes, but the network has {1}</source>
        <translation>hay {0} clases, pero la red tiene {1}</translation>
    </message>
    <message>
        <source>there {0}, but the network has {1}</source>
        <translation>hay {0}, pero la red tiene {1}</translation>
    </message>
    <message>
        <source>give its last layer {0} units</source>
        <translation>da {0} unidades a su última capa</translation>
    </message>
    <message>
        <source>the targets have shape {0}, those of the test part {1}</source>
        <translation>los objetivos tienen forma {0}, los de la parte de prueba {1}</translation>
    </message>
    <message>
        <source>give both alike</source>
        <translation>da ambas iguales</translation>
    </message>
    <message>
        <source>the targets have shape {0}</source>
        <translation>los objetivos tienen forma {0}</translation>
    </message>
    <message>
        <source>targets are (n,) or (n, k)</source>
        <translation>los objetivos son (n,) o (n, k)</translation>
    </message>
    <message>
        <source>the targets are several columns of text</source>
        <translation>los objetivos son varias columnas de texto</translation>
    </message>
    <message>
        <source>text targets are one column</source>
        <translation>los objetivos de texto son una columna</translation>
    </message>
    <message>
        <source>the target {0} is too large</source>
        <translation>el objetivo {0} es demasiado grande</translation>
    </message>
    <message>
        <source>label {0} has no name: {1} class names are given</source>
        <translation>la etiqueta {0} no tiene nombre: hay {1} nombres de clase</translation>
    </message>
    <message>
        <source>name every class</source>
        <translation>nombra todas las clases</translation>
    </message>
    <message>
        <source>the targets are text, not numbers</source>
        <translation>los objetivos son texto, no números</translation>
    </message>
    <message>
        <source>set the task to &quot;classify&quot;</source>
        <translation>pon la tarea en &quot;classify&quot;</translation>
    </message>
    <message>
        <source>the targets cannot be classes ({0})</source>
        <translation>los objetivos no pueden ser clases ({0})</translation>
    </message>
    <message>
        <source>set the task to &quot;regress&quot;</source>
        <translation>pon la tarea en &quot;regress&quot;</translation>
    </message>
    <message>
        <source>row {0}{1} (counted from 0) is of class {2}, but the network has {3}</source>
        <translation>la fila {0}{1} (contada desde 0) es de la clase {2}, pero la red tiene {3}</translation>
    </message>
    <message>
        <source>the GPU is not used: {0}; {1}</source>
        <translation>la GPU no se usa: {0}; {1}</translation>
    </message>
    <message>
        <source>{0}: {1} steps/s against {2} on the CPU</source>
        <translation>{0}: {1} pasos/s frente a {2} en la CPU</translation>
    </message>
    <message>
        <source>CPU: {0} steps/s against {1} on {2}</source>
        <translation>CPU: {0} pasos/s frente a {1} en {2}</translation>
    </message>
    <message>
        <source>no NVIDIA driver was found</source>
        <translation>no se encontró ningún controlador de NVIDIA</translation>
    </message>
    <message>
        <source>install NVIDIA&apos;s driver, or train on the CPU</source>
        <translation>instala el controlador de NVIDIA o entrena en la CPU</translation>
    </message>
    <message>
        <source>the NVIDIA driver finds no GPU</source>
        <translation>el controlador de NVIDIA no encuentra ninguna GPU</translation>
    </message>
    <message>
        <source>train on the CPU</source>
        <translation>entrena en la CPU</translation>
    </message>
    <message>
        <source>the NVIDIA driver does not start: {reason} (error {error})</source>
        <translation>el controlador de NVIDIA no arranca: {reason} (error {error})</translation>
    </message>
    <message>
        <source>restart the computer; if that does not help, install the driver again</source>
        <translation>reinicia el ordenador; si no basta, instala de nuevo el controlador</translation>
    </message>
    <message>
        <source>the search for a GPU failed: {reason}</source>
        <translation>la búsqueda de una GPU falló: {reason}</translation>
    </message>
    <message>
        <source>restart the computer, or train on the CPU</source>
        <translation>reinicia el ordenador o entrena en la CPU</translation>
    </message>
    <message>
        <source>the NVIDIA driver supports CUDA {found}, and CUDA {needed} is needed</source>
        <translation>el controlador de NVIDIA admite CUDA {found} y hace falta CUDA {needed}</translation>
    </message>
    <message>
        <source>update the driver to {driver} or newer, or {install}</source>
        <translation>actualiza el controlador a {driver} o posterior, o {install}</translation>
    </message>
    <message>
        <source>{name} has compute capability {capability}, and CUDA {needed} needs {least} or above</source>
        <translation>{name} tiene capacidad de cómputo {capability} y CUDA {needed} necesita {least} o más</translation>
    </message>
    <message>
        <source>{install}</source>
        <translation>{install}</translation>
    </message>
    <message>
        <source>packages for the GPU are missing: {lacking}</source>
        <translation>faltan paquetes para la GPU: {lacking}</translation>
    </message>
    <message>
        <source>Numba&apos;s own CUDA target was loaded in place of numba-cuda</source>
        <translation>se cargó el CUDA propio de Numba en lugar de numba-cuda</translation>
    </message>
    <message>
        <source>start the program anew; if that does not help, {install}</source>
        <translation>inicia de nuevo el programa; si no basta, {install}</translation>
    </message>
    <message>
        <source>a kernel for the GPU did not compile</source>
        <translation>un núcleo para la GPU no se compiló</translation>
    </message>
    <message>
        <source>a kernel for the GPU did not compile: {reason}</source>
        <translation>un núcleo para la GPU no se compiló: {reason}</translation>
    </message>
    <message>
        <source>train on the CPU, and please report this</source>
        <translation>entrena en la CPU y, por favor, comunica este fallo</translation>
    </message>
    <message>
        <source>a matrix product of the GPU failed</source>
        <translation>un producto de matrices de la GPU falló</translation>
    </message>
    <message>
        <source>{function} of cuBLASLt failed: {reason} (error {error})</source>
        <translation>{function} de cuBLASLt falló: {reason} (error {error})</translation>
    </message>
    <message>
        <source>the GPU has too little memory</source>
        <translation>la GPU tiene poca memoria</translation>
    </message>
    <message>
        <source>the GPU has too little memory{sizes}</source>
        <translation>la GPU tiene poca memoria{sizes}</translation>
    </message>
    <message>
        <source>use a smaller batch or the CPU</source>
        <translation>usa un lote menor o la CPU</translation>
    </message>
    <message>
        <source>the GPU stopped working</source>
        <translation>la GPU dejó de funcionar</translation>
    </message>
    <message>
        <source>the GPU stopped working (error {error})</source>
        <translation>la GPU dejó de funcionar (error {error})</translation>
    </message>
    <message>
        <source>restart the program to use the GPU again</source>
        <translation>reinicia el programa para volver a usar la GPU</translation>
    </message>
    <message>
        <source>the GPU computes wrong numbers</source>
        <translation>la GPU calcula números equivocados</translation>
    </message>
    <message>
        <source>the GPU computes wrong numbers: {reason}</source>
        <translation>la GPU calcula números equivocados: {reason}</translation>
    </message>
    <message>
        <source>train on the CPU, and update the driver</source>
        <translation>entrena en la CPU y actualiza el controlador</translation>
    </message>
    <message>
        <source>--engine</source>
        <translation>--engine</translation>
    </message>
    <message>
        <source>there is no engine &apos;{0}&apos;</source>
        <translation>no hay motor &apos;{0}&apos;</translation>
    </message>
    <message>
        <source>measured</source>
        <translation>medido</translation>
    </message>
    <message>
        <source>symmetric</source>
        <translation>simétrico</translation>
    </message>
    <message>
        <source>All units of {0} are the same, and learn the same: they count as one.</source>
        <translation>Todas las unidades de {0} son iguales y aprenden lo mismo: cuentan como una.</translation>
    </message>
    <message>
        <source>All units of {0} are the same, and no slope reaches them: they will never move.</source>
        <translation>Todas las unidades de {0} son iguales y no les llega ninguna pendiente: nunca se moverán.</translation>
    </message>
    <message>
        <source>No slope reaches {0}: its weights will not move.</source>
        <translation>Ninguna pendiente llega a {0}: sus pesos no se moverán.</translation>
    </message>
    <message>
        <source>No slope reaches {0}: a step is flat, so what lies before it cannot learn.</source>
        <translation>Ninguna pendiente llega a {0}: un escalón es plano, así que lo que hay antes no puede aprender.</translation>
    </message>
    <message>
        <source>Every slope is 0: no weight will move.</source>
        <translation>Todas las pendientes son 0: ningún peso se moverá.</translation>
    </message>
    <message>
        <source>Start with random weights: an initializer such as Glorot or He, not zeros.</source>
        <translation>Empiece con pesos al azar: un inicializador como Glorot o He, no ceros.</translation>
    </message>
    <message>
        <source>dead</source>
        <translation>muerta</translation>
    </message>
    <message>
        <source>In {0}, {1} of the units are 0 for every sample: they do not learn.</source>
        <translation>En {0}, {1} de las unidades son 0 para toda muestra: no aprenden.</translation>
    </message>
    <message>
        <source>Try a smaller rate and He weights, or an activation with a slope below 0, such as leaky ReLU.</source>
        <translation>Pruebe una tasa menor y pesos de He, o una activación con pendiente bajo 0, como leaky ReLU.</translation>
    </message>
    <message>
        <source>still</source>
        <translation>quieto</translation>
    </message>
    <message>
        <source>Start with other weights, and see that none of its ways are 0.</source>
        <translation>Empiece con otros pesos y vea que ninguno de sus caminos sea 0.</translation>
    </message>
    <message>
        <source>healthy</source>
        <translation>sano</translation>
    </message>
    <message>
        <source>Slopes reach every layer and the loss behaves.</source>
        <translation>Las pendientes llegan a todas las capas y la pérdida se porta bien.</translation>
    </message>
    <message>
        <source>Nothing: let it train.</source>
        <translation>Nada: deje que entrene.</translation>
    </message>
    <message>
        <source>exploding</source>
        <translation>explota</translation>
    </message>
    <message>
        <source>Numbers have grown beyond what a computer can hold.</source>
        <translation>Los números han crecido más de lo que cabe en un ordenador.</translation>
    </message>
    <message>
        <source>Start again with smaller weights (He for ReLU, Glorot for tanh), a smaller rate, or clipping by norm.</source>
        <translation>Empiece con pesos menores (He para ReLU, Glorot para tanh), una tasa menor o recorte por norma.</translation>
    </message>
    <message>
        <source>Gradients explode: the slopes at {0} are {1} times those at {2}.</source>
        <translation>Los gradientes explotan: las pendientes en {0} son {1} veces las de {2}.</translation>
    </message>
    <message>
        <source>Use the initializer made for the activation (He for ReLU, Glorot for tanh), or fewer layers.</source>
        <translation>Use el inicializador hecho para la activación (He para ReLU, Glorot para tanh), o menos capas.</translation>
    </message>
    <message>
        <source>vanishing</source>
        <translation>se desvanece</translation>
    </message>
    <message>
        <source>Gradients vanish: the slopes at {0} are {1} times those at {2}.</source>
        <translation>Los gradientes se desvanecen: las pendientes en {0} son {1} veces las de {2}.</translation>
    </message>
    <message>
        <source>Use ReLU with He, add skip connections or norms, or take fewer layers.</source>
        <translation>Use ReLU con He, añada conexiones de salto o normas, o use menos capas.</translation>
    </message>
    <message>
        <source>Use a smooth activation, such as sigmoid or tanh.</source>
        <translation>Use una activación suave, como sigmoide o tanh.</translation>
    </message>
    <message>
        <source>Make the learning rate smaller, by a factor of 3 to 10; larger batches or momentum calm it as well.</source>
        <translation>Reduzca la tasa de aprendizaje, de 3 a 10 veces; lotes mayores o el momento también la calman.</translation>
    </message>
    <message>
        <source>If the loss is not 0 too, start with other weights.</source>
        <translation>Si la pérdida no es también 0, empiece con otros pesos.</translation>
    </message>
    <message>
        <source>too hot</source>
        <translation>demasiado caliente</translation>
    </message>
    <message>
        <source>The loss grows: steps are too large and overshoot.</source>
        <translation>La pérdida crece: los pasos son demasiado grandes y se pasan.</translation>
    </message>
    <message>
        <source>The loss swings by {0} from epoch to epoch without falling: steps are too large.</source>
        <translation>La pérdida oscila {0} de época en época sin bajar: los pasos son demasiado grandes.</translation>
    </message>
    <message>
        <source>too cold</source>
        <translation>demasiado fría</translation>
    </message>
    <message>
        <source>The loss hardly moves: a step changes the weights by {0} of their size.</source>
        <translation>La pérdida apenas se mueve: un paso cambia los pesos {0} de su tamaño.</translation>
    </message>
    <message>
        <source>Make the learning rate larger, by a factor of 10; from the menu, find a rate.</source>
        <translation>Aumente la tasa de aprendizaje, diez veces; en el menú, busque una tasa.</translation>
    </message>
    <message>
        <source>overfitting</source>
        <translation>sobreajuste</translation>
    </message>
    <message>
        <source>The test loss is {0} times its best and rises, while the training loss falls.</source>
        <translation>La pérdida de prueba es {0} veces la mejor y sube, mientras baja la de entrenamiento.</translation>
    </message>
    <message>
        <source>Take fewer units, more data, a penalty or dropout, or stop at the best epoch.</source>
        <translation>Use menos unidades, más datos, una penalización o dropout, o pare en la mejor época.</translation>
    </message>
    <message>
        <source>from now (0) to the start (1)</source>
        <translation>del presente (0) al inicio (1)</translation>
    </message>
    <message>
        <source>beside it</source>
        <translation>al lado</translation>
    </message>
    <message>
        <source>main direction</source>
        <translation>dirección principal</translation>
    </message>
    <message>
        <source>second direction</source>
        <translation>segunda dirección</translation>
    </message>
    <message>
        <source>direction 1</source>
        <translation>dirección 1</translation>
    </message>
    <message>
        <source>direction 2</source>
        <translation>dirección 2</translation>
    </message>
    <message>
        <source>landscape</source>
        <translation>paisaje</translation>
    </message>
    <message>
        <source>the network stands where it began</source>
        <translation>la red está donde empezó</translation>
    </message>
    <message>
        <source>train it first</source>
        <translation>entrénela antes</translation>
    </message>
    <message>
        <source>two different weights are needed</source>
        <translation>hacen falta dos pesos distintos</translation>
    </message>
    <message>
        <source>choose two</source>
        <translation>elija dos</translation>
    </message>
    <message>
        <source>no path fits this network</source>
        <translation>ningún camino encaja con esta red</translation>
    </message>
    <message>
        <source>run a race of settings that keep its layers</source>
        <translation>corra una carrera de ajustes que conserven sus capas</translation>
    </message>
    <message>
        <source>{0} x {1} places</source>
        <translation>{0} x {1} lugares</translation>
    </message>
    <message>
        <source>there is no weight {0}[{1}, {2}]</source>
        <translation>no existe el peso {0}[{1}, {2}]</translation>
    </message>
    <message>
        <source>there is no way behind this network yet</source>
        <translation>esta red aún no tiene camino detrás</translation>
    </message>
    <message>
        <source>the budget of {0} s is used: {1} x {2} places</source>
        <translation>se ha agotado el tiempo de {0} s: {1} x {2} lugares</translation>
    </message>
    <message>
        <source>race</source>
        <translation>carrera</translation>
    </message>
    <message>
        <source>{0} settings cannot race</source>
        <translation>{0} ajustes no pueden competir</translation>
    </message>
    <message>
        <source>choose {0} to {1}</source>
        <translation>elija de {0} a {1}</translation>
    </message>
    <message>
        <source>it needs at least one epoch and one seed</source>
        <translation>necesita al menos una época y una semilla</translation>
    </message>
    <message>
        <source>and at most {0} seeds</source>
        <translation>y como mucho {0} semillas</translation>
    </message>
    <message>
        <source>sweep</source>
        <translation>barrido</translation>
    </message>
    <message>
        <source>there are no learning rates</source>
        <translation>no hay tasas de aprendizaje</translation>
    </message>
    <message>
        <source>give at least one, as in 0.01</source>
        <translation>dé al menos una, como 0.01</translation>
    </message>
    <message>
        <source>there are no strengths</source>
        <translation>no hay intensidades</translation>
    </message>
    <message>
        <source>give at least one; 0 is no penalty</source>
        <translation>dé al menos una; 0 es ninguna penalización</translation>
    </message>
    <message>
        <source>as in 100 epochs and 3 seeds</source>
        <translation>como 100 épocas y 3 semillas</translation>
    </message>
    <message>
        <source>there are no {0} seeds from it on</source>
        <translation>no hay {0} semillas a partir de ella</translation>
    </message>
    <message>
        <source>&apos;{0}&apos; is no penalty with a strength</source>
        <translation>«{0}» no es una penalización con intensidad</translation>
    </message>
    <message>
        <source>the network has no weights to train</source>
        <translation>la red no tiene pesos que entrenar</translation>
    </message>
    <message>
        <source>{0} is no {1}</source>
        <translation>{0} no es {1}</translation>
    </message>
    <message>
        <source>{0} networks are too many for the memory</source>
        <translation>{0} redes son demasiadas para la memoria</translation>
    </message>
    <message>
        <source>at most {0} fit</source>
        <translation>caben como mucho {0}</translation>
    </message>
    <message>
        <source>a {0} stands there twice</source>
        <translation>{0} está dos veces</translation>
    </message>
    <message>
        <source>name each of them once</source>
        <translation>nombre cada uno una vez</translation>
    </message>
    <message>
        <source>optimizer</source>
        <translation>optimizador</translation>
    </message>
    <message>
        <source>Each as it comes, from the same weights over the same batches.</source>
        <translation>Cada uno tal cual, desde los mismos pesos y con los mismos lotes.</translation>
    </message>
    <message>
        <source>From a crawl to a jump out of the valley.</source>
        <translation>De arrastrarse a saltar fuera del valle.</translation>
    </message>
    <message>
        <source>activation</source>
        <translation>activación</translation>
    </message>
    <message>
        <source>In every hidden layer.</source>
        <translation>En cada capa oculta.</translation>
    </message>
    <message>
        <source>initializer</source>
        <translation>inicializador</translation>
    </message>
    <message>
        <source>Starting weights</source>
        <translation>Pesos iniciales</translation>
    </message>
    <message>
        <source>width</source>
        <translation>anchura</translation>
    </message>
    <message>
        <source>Width</source>
        <translation>Anchura</translation>
    </message>
    <message>
        <source>Units in every hidden layer.</source>
        <translation>Unidades en cada capa oculta.</translation>
    </message>
    <message>
        <source>batch</source>
        <translation>lote</translation>
    </message>
    <message>
        <source>One sample, a few, or all before each step.</source>
        <translation>Una muestra, unas pocas o todas antes de cada paso.</translation>
    </message>
    <message>
        <source>What is made small; read them by the metrics, their own scales differ.</source>
        <translation>Lo que se minimiza; compárelas por las métricas, sus escalas difieren.</translation>
    </message>
    <message>
        <source>studio</source>
        <translation>taller</translation>
    </message>
    <message>
        <source>Overfitting studio</source>
        <translation>Taller de sobreajuste</translation>
    </message>
    <message>
        <source>Width, samples and noise: when does it learn by heart?</source>
        <translation>Anchura, muestras y ruido: ¿cuándo aprende de memoria?</translation>
    </message>
    <message>
        <source>all</source>
        <translation>todas</translation>
    </message>
    <message>
        <source>width {0}, {1} samples, noise {2}</source>
        <translation>anchura {0}, {1} muestras, ruido {2}</translation>
    </message>
    <message>
        <source>sgd</source>
        <translation>sgd</translation>
    </message>
    <message>
        <source>momentum</source>
        <translation>momento</translation>
    </message>
    <message>
        <source>adagrad</source>
        <translation>adagrad</translation>
    </message>
    <message>
        <source>rmsprop</source>
        <translation>rmsprop</translation>
    </message>
    <message>
        <source>adam</source>
        <translation>adam</translation>
    </message>
    <message>
        <source>this is no model</source>
        <translation>esto no es un modelo</translation>
    </message>
    <message>
        <source>name a run folder, or a project with --weights</source>
        <translation>nombra una carpeta de ejecución, o un proyecto con --weights</translation>
    </message>
    <message>
        <source>its format is not {0}</source>
        <translation>su formato no es {0}</translation>
    </message>
    <message>
        <source>it comes from another version of Glassnet</source>
        <translation>viene de otra versión de Glassnet</translation>
    </message>
    <message>
        <source>its inputs have no size</source>
        <translation>sus entradas no tienen tamaño</translation>
    </message>
    <message>
        <source>model</source>
        <translation>modelo</translation>
    </message>
    <message>
        <source>the preparation does not fit the network&apos;s outputs</source>
        <translation>la preparación no encaja con las salidas de la red</translation>
    </message>
    <message>
        <source>has shape {0}, type {1}</source>
        <translation>tiene forma {0}, tipo {1}</translation>
    </message>
    <message>
        <source>the model takes numbers (n, {0})</source>
        <translation>el modelo admite números (n, {0})</translation>
    </message>
    <message>
        <source>{0}: what is predicted where</source>
        <translation>{0}: qué se predice dónde</translation>
    </message>
    <message>
        <source>{0}: the predicted number</source>
        <translation>{0}: el número predicho</translation>
    </message>
    <message>
        <source>{0}: confusion of the {1} part</source>
        <translation>{0}: confusión de la parte {1}</translation>
    </message>
    <message>
        <source>{0}: loss against learning rate</source>
        <translation>{0}: pérdida frente a tasa de aprendizaje</translation>
    </message>
    <message>
        <source>the file holds no arrays</source>
        <translation>el archivo no contiene matrices</translation>
    </message>
    <message>
        <source>weights are numbers</source>
        <translation>los pesos son números</translation>
    </message>
    <message>
        <source>this is no weights file</source>
        <translation>esto no es un archivo de pesos</translation>
    </message>
    <message>
        <source>weights are .npz or .safetensors files</source>
        <translation>los pesos son archivos .npz o .safetensors</translation>
    </message>
    <message>
        <source>the file is no safetensors file: {0}</source>
        <translation>el archivo no es safetensors: {0}</translation>
    </message>
    <message>
        <source>save the weights again</source>
        <translation>guarda los pesos otra vez</translation>
    </message>
    <message>
        <source>NumPy arrays</source>
        <translation>Matrices de NumPy</translation>
    </message>
    <message>
        <source>One array for each weight matrix, bias, norm and slope, named NODE.weight, NODE.bias, NODE.scale and so on; read with numpy.load.</source>
        <translation>Una matriz por cada matriz de pesos, sesgo, norma y pendiente, llamadas NODE.weight, NODE.bias, NODE.scale, etcétera; se leen con numpy.load.</translation>
    </message>
    <message>
        <source>safetensors</source>
        <translation>safetensors</translation>
    </message>
    <message>
        <source>The same arrays, with the model and its preparation in the metadata: predicting needs no other file.</source>
        <translation>Las mismas matrices, con el modelo y su preparación en los metadatos: para predecir no hace falta otro archivo.</translation>
    </message>
    <message>
        <source>CSV table</source>
        <translation>Tabla CSV</translation>
    </message>
    <message>
        <source>A line for each number: array, row, column, value; for spreadsheets.</source>
        <translation>Una línea por número: matriz, fila, columna, valor; para hojas de cálculo.</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Texto</translation>
    </message>
    <message>
        <source>A Markdown file in the lesson&apos;s folder.</source>
        <translation>Un archivo Markdown en la carpeta de la lección.</translation>
    </message>
    <message>
        <source>Project</source>
        <translation>Proyecto</translation>
    </message>
    <message>
        <source>A project file there; none goes on with the one at hand.</source>
        <translation>Un archivo de proyecto de allí; si falta, se sigue con el actual.</translation>
    </message>
    <message>
        <source>The layer that is selected on opening.</source>
        <translation>La capa seleccionada al abrir.</translation>
    </message>
    <message>
        <source>Minutes</source>
        <translation>Minutos</translation>
    </message>
    <message>
        <source>How long it takes.</source>
        <translation>Cuánto dura.</translation>
    </message>
    <message>
        <source>lesson</source>
        <translation>lección</translation>
    </message>
    <message>
        <source>there is none called &apos;{0}&apos;</source>
        <translation>no hay ninguna llamada &apos;{0}&apos;</translation>
    </message>
    <message>
        <source>the folder holds no lessons</source>
        <translation>la carpeta no contiene lecciones</translation>
    </message>
    <message>
        <source>&apos;{0}&apos; is no plain file name</source>
        <translation>&apos;{0}&apos; no es un simple nombre de archivo</translation>
    </message>
    <message>
        <source>keep the files in the lesson&apos;s folder</source>
        <translation>guarda los archivos en la carpeta de la lección</translation>
    </message>
    <message>
        <source>is larger than {0} MB</source>
        <translation>pesa más de {0} MB</translation>
    </message>
    <message>
        <source>keep data in files of its own</source>
        <translation>guarda los datos en archivos propios</translation>
    </message>
    <message>
        <source>format</source>
        <translation>formato</translation>
    </message>
    <message>
        <source>is missing</source>
        <translation>falta</translation>
    </message>
    <message>
        <source>{0} is not known</source>
        <translation>{0} no se conoce</translation>
    </message>
    <message>
        <source>this Glassnet reads format {0}; write &quot;format&quot;: {1}</source>
        <translation>este Glassnet lee el formato {0}; escribe &quot;format&quot;: {1}</translation>
    </message>
    <message>
        <source>the first step needs a project</source>
        <translation>el primer paso necesita un proyecto</translation>
    </message>
    <message>
        <source>cannot be read: {0}</source>
        <translation>no se puede leer: {0}</translation>
    </message>
    <message>
        <source>check the name</source>
        <translation>revisa el nombre</translation>
    </message>
    <message>
        <source>kind</source>
        <translation>clase</translation>
    </message>
    <message>
        <source>there is no {0} &apos;{1}&apos;</source>
        <translation>no hay {0} &apos;{1}&apos;</translation>
    </message>
    <message>
        <source>low</source>
        <translation>baja</translation>
    </message>
    <message>
        <source>{0} is not a rate above 0 and below the highest, {1}</source>
        <translation>{0} no es una tasa mayor que 0 y menor que la más alta, {1}</translation>
    </message>
    <message>
        <source>as in 1e-6 and 10</source>
        <translation>como 1e-6 y 10</translation>
    </message>
    <message>
        <source>{0} is not between {1} and {2}</source>
        <translation>{0} no está entre {1} y {2}</translation>
    </message>
    <message>
        <source>as in {0}</source>
        <translation>como {0}</translation>
    </message>
    <message>
        <source>the folder holds no {0}</source>
        <translation>la carpeta no contiene {0}</translation>
    </message>
    <message>
        <source>name the folder of a run that is over</source>
        <translation>nombra la carpeta de una ejecución terminada</translation>
    </message>
    <message>
        <source>the folder holds no weights</source>
        <translation>la carpeta no contiene pesos</translation>
    </message>
    <message>
        <source>give some with --weights</source>
        <translation>dalos con --weights</translation>
    </message>
    <message>
        <source>the folder holds files that are no run</source>
        <translation>la carpeta contiene archivos que no son una ejecución</translation>
    </message>
    <message>
        <source>choose another folder, or empty this one</source>
        <translation>elige otra carpeta, o vacía esta</translation>
    </message>
    <message>
        <source>another Glassnet is writing a run there</source>
        <translation>otro Glassnet está escribiendo ahí una ejecución</translation>
    </message>
    <message>
        <source>choose another folder, or wait</source>
        <translation>elige otra carpeta, o espera</translation>
    </message>
    <message>
        <source>is a file, not a folder</source>
        <translation>es un archivo, no una carpeta</translation>
    </message>
    <message>
        <source>choose another folder</source>
        <translation>elige otra carpeta</translation>
    </message>
    <message>
        <source>the folder cannot be made: {0}</source>
        <translation>la carpeta no se puede crear: {0}</translation>
    </message>
    <message>
        <source>cannot be replaced: {0}</source>
        <translation>no se puede sustituir: {0}</translation>
    </message>
    <message>
        <source>seeds</source>
        <translation>semillas</translation>
    </message>
    <message>
        <source>{0} runs are none</source>
        <translation>{0} ejecuciones no son ninguna</translation>
    </message>
    <message>
        <source>train at least one</source>
        <translation>entrena al menos una</translation>
    </message>
    <message>
        <source>there are no {0} seeds from {1} on</source>
        <translation>no hay {0} semillas desde {1}</translation>
    </message>
    <message>
        <source>begin with a smaller one</source>
        <translation>empieza con una menor</translation>
    </message>
    <message>
        <source>the folder holds another seed&apos;s run, {0}</source>
        <translation>la carpeta contiene la ejecución de otra semilla, {0}</translation>
    </message>
    <message>
        <source>the folder holds {0}, not runs of seeds alone</source>
        <translation>la carpeta contiene {0}, no solo ejecuciones de semillas</translation>
    </message>
    <message>
        <source>row {0} of the {1} part has target {2}, outside 0 to 1</source>
        <translation>la fila {0} de la parte {1} tiene el objetivo {2}, fuera de 0 a 1</translation>
    </message>
    <message>
        <source>{0} needs classes or probabilities; for numbers use mse</source>
        <translation>{0} necesita clases o probabilidades; para números usa mse</translation>
    </message>
    <message>
        <source>started</source>
        <translation>comenzó</translation>
    </message>
    <message>
        <source>changed</source>
        <translation>cambió</translation>
    </message>
    <message>
        <source>finished</source>
        <translation>terminó</translation>
    </message>
    <message>
        <source>message</source>
        <translation>mensaje</translation>
    </message>
    <message>
        <source>{0}: the network has changed since</source>
        <translation>{0}: la red ha cambiado desde entonces</translation>
    </message>
    <message>
        <source>rate</source>
        <translation>tasa</translation>
    </message>
    <message>
        <source>learning rate {0} → {1}</source>
        <translation>tasa de aprendizaje {0} → {1}</translation>
    </message>
    <message>
        <source>{0} has no such number, or it is switched off</source>
        <translation>{0} no tiene ese número, o está desactivado</translation>
    </message>
    <message>
        <source>learning rate {0}: the loss did not improve</source>
        <translation>tasa de aprendizaje {0}: la pérdida no mejoró</translation>
    </message>
    <message>
        <source>edited</source>
        <translation>editado</translation>
    </message>
    <message>
        <source>At sums</source>
        <translation>En las sumas</translation>
    </message>
    <message>
        <source>Batch</source>
        <translation>Lote</translation>
    </message>
    <message>
        <source>Weight</source>
        <translation>Peso</translation>
    </message>
    <message>
        <source>{0}; the CPU has gone on from there, at step {1}</source>
        <translation>{0}; la CPU siguió desde ahí, en el paso {1}</translation>
    </message>
    <message>
        <source>{0}; the CPU goes on from there, at step {1} ({2})</source>
        <translation>{0}; la CPU sigue desde ahí, en el paso {1} ({2})</translation>
    </message>
    <message>
        <source>The network has fewer than {0} weights and biases</source>
        <translation>La red tiene menos de {0} pesos y sesgos</translation>
    </message>
    <message>
        <source>The network has more than {0} weights and biases</source>
        <translation>La red tiene más de {0} pesos y sesgos</translation>
    </message>
    <message>
        <source>The network has {0} hidden layers</source>
        <translation>La red tiene {0} capas ocultas</translation>
    </message>
    <message>
        <source>The panel {0} is looked at</source>
        <translation>Se mira el panel {0}</translation>
    </message>
    <message>
        <source>{0} is used</source>
        <translation>se usa {0}</translation>
    </message>
    <message>
        <source>{0} is selected</source>
        <translation>se selecciona {0}</translation>
    </message>
    <message>
        <source>The question is answered</source>
        <translation>Se responde la pregunta</translation>
    </message>
    <message>
        <source>Something is changed</source>
        <translation>Se cambia algo</translation>
    </message>
    <message>
        <source>says both &apos;{0}&apos; and &apos;{1}&apos;</source>
        <translation>dice «{0}» y «{1}» a la vez</translation>
    </message>
    <message>
        <source>says nothing to be checked</source>
        <translation>no dice nada que comprobar</translation>
    </message>
    <message>
        <source>write them as two checks</source>
        <translation>escríbalas como dos condiciones</translation>
    </message>
    <message>
        <source>{0} epochs are trained</source>
        <translation>se entrenan {0} épocas</translation>
    </message>
    <message>
        <source>An epoch is trained</source>
        <translation>Se entrena una época</translation>
    </message>
    <message>
        <source>Training is running</source>
        <translation>El entrenamiento está en marcha</translation>
    </message>
    <message>
        <source>Training is paused</source>
        <translation>El entrenamiento está en pausa</translation>
    </message>
    <message>
        <source>Training is finished</source>
        <translation>El entrenamiento ha terminado</translation>
    </message>
    <message>
        <source>Training has diverged</source>
        <translation>El entrenamiento ha divergido</translation>
    </message>
    <message>
        <source>The network has one hidden layer</source>
        <translation>La red tiene una capa oculta</translation>
    </message>
    <message>
        <source>The network has no hidden layer</source>
        <translation>La red no tiene capas ocultas</translation>
    </message>
    <message>
        <source>{0} is set to {1}</source>
        <translation>{0} se pone en {1}</translation>
    </message>
    <message>
        <source>{0} is anything but {1}</source>
        <translation>{0} es cualquier cosa menos {1}</translation>
    </message>
    <message>
        <source>field</source>
        <translation>campo</translation>
    </message>
    <message>
        <source>the project has nothing at &apos;{0}&apos;</source>
        <translation>el proyecto no tiene nada en «{0}»</translation>
    </message>
    <message>
        <source>paths are those of --set</source>
        <translation>las rutas son las de --set</translation>
    </message>
    <message>
        <source>panel</source>
        <translation>panel</translation>
    </message>
    <message>
        <source>action</source>
        <translation>acción</translation>
    </message>
    <message>
        <source>there is no action &apos;{0}&apos;</source>
        <translation>no existe la acción «{0}»</translation>
    </message>
    <message>
        <source>did</source>
        <translation>hecho</translation>
    </message>
    <message>
        <source>there is no deed &apos;{0}&apos;</source>
        <translation>no existe el hecho «{0}»</translation>
    </message>
    <message>
        <source>there is no layer &apos;{0}&apos;</source>
        <translation>no existe la capa «{0}»</translation>
    </message>
    <message>
        <source>{0} runs are trained</source>
        <translation>se entrena {0} veces</translation>
    </message>
    <message>
        <source>A run is trained</source>
        <translation>Se entrena una vez</translation>
    </message>
    <message>
        <source>{0} is changed</source>
        <translation>se cambia {0}</translation>
    </message>
    <message>
        <source>there is no metric &apos;{0}&apos;</source>
        <translation>no existe la métrica «{0}»</translation>
    </message>
    <message>
        <source>the project does not measure {0}</source>
        <translation>el proyecto no mide {0}</translation>
    </message>
    <message>
        <source>add it to its training.metrics</source>
        <translation>añádala a su training.metrics</translation>
    </message>
    <message>
        <source>{0} is above {1}</source>
        <translation>{0} supera {1}</translation>
    </message>
    <message>
        <source>{0} is between {1} and {2}</source>
        <translation>{0} está entre {1} y {2}</translation>
    </message>
    <message>
        <source>{0} is below {1}</source>
        <translation>{0} está por debajo de {1}</translation>
    </message>
    <message>
        <source>has no bound</source>
        <translation>no tiene límite</translation>
    </message>
    <message>
        <source>add &quot;below&quot; or &quot;above&quot;</source>
        <translation>añada «below» o «above»</translation>
    </message>
    <message>
        <source>can never be met</source>
        <translation>no se puede cumplir nunca</translation>
    </message>
    <message>
        <source>&quot;below&quot; is the larger of the two bounds</source>
        <translation>«below» es el mayor de los dos límites</translation>
    </message>
    <message>
        <source>A race is run to its end</source>
        <translation>Se corre una carrera hasta el final</translation>
    </message>
    <message>
        <source>A sweep is run to its end</source>
        <translation>Se hace un barrido hasta el final</translation>
    </message>
    <message>
        <source>The loss landscape is computed</source>
        <translation>Se calcula el paisaje de la pérdida</translation>
    </message>
    <message>
        <source>The rates are tried out</source>
        <translation>Se prueban las tasas</translation>
    </message>
    <message>
        <source>The run is taken back to an earlier step</source>
        <translation>El entrenamiento vuelve a un paso anterior</translation>
    </message>
    <message>
        <source>The run goes another way from its past</source>
        <translation>El entrenamiento sigue otro camino desde su pasado</translation>
    </message>
    <message>
        <source>A number of the network is set by hand</source>
        <translation>Se fija a mano un número de la red</translation>
    </message>
    <message>
        <source>Another unit is looked at</source>
        <translation>Se mira otra unidad</translation>
    </message>
    <message>
        <source>Another sample is looked at</source>
        <translation>Se mira otra muestra</translation>
    </message>
    <message>
        <source>The definition.</source>
        <translation>La definición.</translation>
    </message>
    <message>
        <source>there is no such field</source>
        <translation>no existe ese campo</translation>
    </message>
    <message>
        <source>it takes format, terms</source>
        <translation>lleva format, terms</translation>
    </message>
    <message>
        <source>there is no number &apos;{0}&apos;</source>
        <translation>no existe el número «{0}»</translation>
    </message>
    <message>
        <source>&apos;{0}&apos; stands there twice</source>
        <translation>«{0}» está dos veces</translation>
    </message>
    <message>
        <source>leave one of them away</source>
        <translation>quite uno de ellos</translation>
    </message>
    <message>
        <source>it begins anew</source>
        <translation>empieza de nuevo</translation>
    </message>
    <message>
        <source>is damaged, so it begins anew</source>
        <translation>está dañado, así que empieza de nuevo</translation>
    </message>
    <message>
        <source>what it held is in {0}</source>
        <translation>lo que contenía está en {0}</translation>
    </message>
    <message>
        <source>Because</source>
        <translation>Porque</translation>
    </message>
    <message>
        <source>Shown with the answer.</source>
        <translation>Se muestra con la respuesta.</translation>
    </message>
    <message>
        <source>Checks</source>
        <translation>Condiciones</translation>
    </message>
    <message>
        <source>All of them are met when the step is reached.</source>
        <translation>Todas se cumplen cuando se alcanza el paso.</translation>
    </message>
    <message>
        <source>Reached</source>
        <translation>Alcanzado</translation>
    </message>
    <message>
        <source>Said when the step is reached.</source>
        <translation>Se dice al alcanzar el paso.</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>Puntuación</translation>
    </message>
    <message>
        <source>Makes the step a challenge: what counts when it is reached, the less the better.</source>
        <translation>Hace del paso un reto: lo que cuenta al alcanzarlo, cuanto menos mejor.</translation>
    </message>
    <message>
        <source>parts</source>
        <translation>partes</translation>
    </message>
    <message>
        <source>there are none</source>
        <translation>no hay ninguno</translation>
    </message>
    <message>
        <source>name a lesson and its minutes</source>
        <translation>nombre una lección y sus minutos</translation>
    </message>
    <message>
        <source>A folder beside the plan, or a lesson of the program&apos;s.</source>
        <translation>Una carpeta junto al plan, o una lección del programa.</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Por qué</translation>
    </message>
    <message>
        <source>A sentence on what it is for in the plan.</source>
        <translation>Una frase que dice para qué está en el plan.</translation>
    </message>
    <message>
        <source>title</source>
        <translation>título</translation>
    </message>
    <message>
        <source>is empty</source>
        <translation>está vacío</translation>
    </message>
    <message>
        <source>give the step a title</source>
        <translation>dé un título al paso</translation>
    </message>
    <message>
        <source>has no title</source>
        <translation>no tiene título</translation>
    </message>
    <message>
        <source>give the new lesson a title with letters in it</source>
        <translation>dé a la lección nueva un título con letras</translation>
    </message>
    <message>
        <source>cannot be made: {0}</source>
        <translation>no se puede crear: {0}</translation>
    </message>
    <message>
        <source>choose another folder of lessons</source>
        <translation>elija otra carpeta de lecciones</translation>
    </message>
    <message>
        <source>question</source>
        <translation>pregunta</translation>
    </message>
    <message>
        <source>has fewer than two choices</source>
        <translation>tiene menos de dos opciones</translation>
    </message>
    <message>
        <source>write one choice a line</source>
        <translation>escriba una opción por línea</translation>
    </message>
    <message>
        <source>there is no choice {0}</source>
        <translation>no existe la opción {0}</translation>
    </message>
    <message>
        <source>choices are counted from 0</source>
        <translation>las opciones se cuentan desde 0</translation>
    </message>
    <message>
        <source>answered</source>
        <translation>respondida</translation>
    </message>
    <message>
        <source>the step has no question</source>
        <translation>el paso no tiene pregunta</translation>
    </message>
    <message>
        <source>add one, or leave this check away</source>
        <translation>añada una, o quite esta condición</translation>
    </message>
    <message>
        <source>{0} cannot be {1}: {2}</source>
        <translation>{0} no se puede {1}: {2}</translation>
    </message>
    <message>
        <source>{0}, or wait</source>
        <translation>{0}, o espere</translation>
    </message>
    <message>
        <source>engine</source>
        <translation>motor</translation>
    </message>
    <message>
        <source>branched</source>
        <translation>bifurcado</translation>
    </message>
    <message>
        <source>went on from epoch {0}; what came after stands behind</source>
        <translation>siguió desde la época {0}; lo que vino después queda detrás</translation>
    </message>
    <message>
        <source>weights kept; {0} new</source>
        <translation>pesos conservados; {0} nuevos</translation>
    </message>
    <message>
        <source>weights kept</source>
        <translation>pesos conservados</translation>
    </message>
    <message>
        <source>out of memory</source>
        <translation>sin memoria</translation>
    </message>
    <message>
        <source>use a smaller batch, a narrower network or less data</source>
        <translation>usa un lote menor, una red más estrecha o menos datos</translation>
    </message>
    <message>
        <source>please report this</source>
        <translation>comunica esto, por favor</translation>
    </message>
    <message>
        <source>there is no node &apos;{0}&apos;</source>
        <translation>no hay nodo &apos;{0}&apos;</translation>
    </message>
    <message>
        <source>architecture.nodes.{0}.inputs</source>
        <translation>architecture.nodes.{0}.inputs</translation>
    </message>
    <message>
        <source>the connections go in a circle</source>
        <translation>las conexiones forman un círculo</translation>
    </message>
    <message>
        <source>remove one of them</source>
        <translation>quita una de ellas</translation>
    </message>
    <message>
        <source>&apos;{0}&apos; is no node id</source>
        <translation>&apos;{0}&apos; no es un identificador de nodo</translation>
    </message>
    <message>
        <source>use letters, digits, _ and -, at most 64 of them</source>
        <translation>usa letras, cifras, _ y -, como máximo 64</translation>
    </message>
    <message>
        <source>architecture.nodes.{0}.id</source>
        <translation>architecture.nodes.{0}.id</translation>
    </message>
    <message>
        <source>two nodes are called &apos;{0}&apos;</source>
        <translation>dos nodos se llaman &apos;{0}&apos;</translation>
    </message>
    <message>
        <source>give one another id</source>
        <translation>da a uno otro identificador</translation>
    </message>
    <message>
        <source>--set {0}</source>
        <translation>--set {0}</translation>
    </message>
    <message>
        <source>there is nothing below it</source>
        <translation>no hay nada por debajo</translation>
    </message>
    <message>
        <source>there is no &apos;{0}&apos; here</source>
        <translation>aquí no hay &apos;{0}&apos;</translation>
    </message>
    <message>
        <source>one of {0}</source>
        <translation>uno de {0}</translation>
    </message>
    <message>
        <source>the list is empty</source>
        <translation>la lista está vacía</translation>
    </message>
    <message>
        <source>there is no &apos;{0}&apos;</source>
        <translation>no hay &apos;{0}&apos;</translation>
    </message>
    <message>
        <source>--set</source>
        <translation>--set</translation>
    </message>
    <message>
        <source>&apos;{0}&apos; is not PATH=VALUE</source>
        <translation>&apos;{0}&apos; no es PATH=VALUE</translation>
    </message>
    <message>
        <source>as in training.optimizer.lr=0.01</source>
        <translation>como training.optimizer.lr=0.01</translation>
    </message>
    <message>
        <source>--set {0}: {1}</source>
        <translation>--set {0}: {1}</translation>
    </message>
    <message>
        <source>leave the last part of the path away</source>
        <translation>quita la última parte de la ruta</translation>
    </message>
    <message>
        <source>&apos;{0}&apos; is not JSON</source>
        <translation>&apos;{0}&apos; no es JSON</translation>
    </message>
    <message>
        <source>as in {&quot;kind&quot;: &quot;adam&quot;, &quot;lr&quot;: 0.01}</source>
        <translation>como {&quot;kind&quot;: &quot;adam&quot;, &quot;lr&quot;: 0.01}</translation>
    </message>
    <message>
        <source>Hidden</source>
        <translation>Ocultos</translation>
    </message>
    <message>
        <source>Controls that are not there.</source>
        <translation>Controles que no están.</translation>
    </message>
    <message>
        <source>Locked</source>
        <translation>Bloqueados</translation>
    </message>
    <message>
        <source>Controls that are seen and cannot be used.</source>
        <translation>Controles que se ven y no se pueden usar.</translation>
    </message>
    <message>
        <source>Said where a locked control is pointed at.</source>
        <translation>Se dice al señalar un control bloqueado.</translation>
    </message>
    <message>
        <source>Panels that are brought to the front on opening.</source>
        <translation>Paneles que pasan delante al abrir.</translation>
    </message>
    <message>
        <source>The lesson that stands beside the project.</source>
        <translation>La lección que acompaña al proyecto.</translation>
    </message>
    <message>
        <source>The lesson&apos;s step, from 1.</source>
        <translation>El paso de la lección, desde 1.</translation>
    </message>
    <message>
        <source>Folder of lessons</source>
        <translation>Carpeta de lecciones</translation>
    </message>
    <message>
        <source>Where the lesson lies, if it is none of the program&apos;s own.</source>
        <translation>Dónde está la lección, si no es del programa.</translation>
    </message>
    <message>
        <source>Steps a second on opening; nothing leaves the speed as it is.</source>
        <translation>Pasos por segundo al abrir; nada deja la velocidad como está.</translation>
    </message>
    <message>
        <source>steps/s</source>
        <translation>pasos/s</translation>
    </message>
    <message>
        <source>Projector</source>
        <translation>Proyector</translation>
    </message>
    <message>
        <source>Opens with large text and thick lines.</source>
        <translation>Se abre con texto grande y líneas gruesas.</translation>
    </message>
    <message>
        <source>there is no panel &apos;{0}&apos;</source>
        <translation>no hay panel &apos;{0}&apos;</translation>
    </message>
    <message>
        <source>there is no control &apos;{0}&apos;</source>
        <translation>no hay control &apos;{0}&apos;</translation>
    </message>
    <message>
        <source>Sort into classes, or predict a number; auto: text, or integers with at most 20 values, are classes.</source>
        <translation>Ordenar en clases, o predecir un número; auto: los textos, o los enteros de hasta 20 valores, son clases.</translation>
    </message>
    <message>
        <source>The inputs the network is given; none named means every column.</source>
        <translation>Las entradas que recibe la red; ninguna nombrada significa todas las columnas.</translation>
    </message>
    <message>
        <source>How inputs are scaled, with numbers taken from the training part.</source>
        <translation>Cómo se escalan las entradas, con números tomados de la parte de entrenamiento.</translation>
    </message>
    <message>
        <source>How targets are scaled when a number is predicted.</source>
        <translation>Cómo se escalan los objetivos cuando se predice un número.</translation>
    </message>
    <message>
        <source>Test share</source>
        <translation>Parte de prueba</translation>
    </message>
    <message>
        <source>Share of the samples kept for the test; never trained on.</source>
        <translation>Parte de las muestras reservada para la prueba; nunca se entrena con ella.</translation>
    </message>
    <message>
        <source>Validation share</source>
        <translation>Parte de validación</translation>
    </message>
    <message>
        <source>Share of the samples that watches the training.</source>
        <translation>Parte de las muestras que vigila el entrenamiento.</translation>
    </message>
    <message>
        <source>A column (CSV) or array (NPZ) of factors from 0 up by which samples count in the loss; it is no input.</source>
        <translation>Una columna (CSV) o matriz (NPZ) de factores desde 0 con que cuentan las muestras en la pérdida; no es una entrada.</translation>
    </message>
    <message>
        <source>Draw</source>
        <translation>Sorteo</translation>
    </message>
    <message>
        <source>Which sample of generated data; another number is another sample.</source>
        <translation>Qué muestra de datos generados; otro número es otra muestra.</translation>
    </message>
    <message>
        <source>these points have several targets each</source>
        <translation>estos puntos tienen varios objetivos cada uno</translation>
    </message>
    <message>
        <source>draw where each has a single one</source>
        <translation>dibuje donde cada uno tenga uno solo</translation>
    </message>
    <message>
        <source>{0} points are drawn already</source>
        <translation>ya hay {0} puntos dibujados</translation>
    </message>
    <message>
        <source>erase some first</source>
        <translation>borre antes algunos</translation>
    </message>
    <message>
        <source>a node cannot feed itself</source>
        <translation>un nodo no puede alimentarse a sí mismo</translation>
    </message>
    <message>
        <source>&apos;{0}&apos; is not connected to it</source>
        <translation>&apos;{0}&apos; no está conectado con él</translation>
    </message>
    <message>
        <source>it takes no inputs</source>
        <translation>no admite entradas</translation>
    </message>
    <message>
        <source>choose another layer</source>
        <translation>elige otra capa</translation>
    </message>
    <message>
        <source>there is a node &apos;{0}&apos; already</source>
        <translation>ya hay un nodo &apos;{0}&apos;</translation>
    </message>
    <message>
        <source>choose another name</source>
        <translation>elige otro nombre</translation>
    </message>
    <message>
        <source>this is not a project; keep data in files of its own</source>
        <translation>esto no es un proyecto; guarda los datos en archivos propios</translation>
    </message>
    <message>
        <source>example</source>
        <translation>ejemplo</translation>
    </message>
    <message>
        <source>is a folder</source>
        <translation>es una carpeta</translation>
    </message>
    <message>
        <source>name a project file (.json)</source>
        <translation>nombra un archivo de proyecto (.json)</translation>
    </message>
    <message>
        <source>there is no such file</source>
        <translation>no existe ese archivo</translation>
    </message>
    <message>
        <source>is nested too deeply</source>
        <translation>está anidado demasiado hondo</translation>
    </message>
    <message>
        <source>no project needs that</source>
        <translation>ningún proyecto necesita eso</translation>
    </message>
    <message>
        <source>is not JSON: {0}</source>
        <translation>no es JSON: {0}</translation>
    </message>
    <message>
        <source>open a project file</source>
        <translation>abre un archivo de proyecto</translation>
    </message>
    <message>
        <source>cannot be written: {0}</source>
        <translation>no se puede escribir: {0}</translation>
    </message>
    <message>
        <source>make room or choose another folder</source>
        <translation>haz sitio o elige otra carpeta</translation>
    </message>
    <message>
        <source>expected text</source>
        <translation>se esperaba texto</translation>
    </message>
    <message>
        <source>architecture</source>
        <translation>arquitectura</translation>
    </message>
    <message>
        <source>expected an object {...}, got {0}</source>
        <translation>se esperaba un objeto {...}, llegó {0}</translation>
    </message>
    <message>
        <source>expected a list [...], got {0}</source>
        <translation>se esperaba una lista [...], llegó {0}</translation>
    </message>
    <message>
        <source>give every node an id</source>
        <translation>da un identificador a cada nodo</translation>
    </message>
    <message>
        <source>there is no field &apos;{0}&apos;</source>
        <translation>no hay campo &apos;{0}&apos;</translation>
    </message>
    <message>
        <source>is {0}</source>
        <translation>es {0}</translation>
    </message>
    <message>
        <source>every number must be finite</source>
        <translation>todos los números deben ser finitos</translation>
    </message>
    <message>
        <source>expected ids of nodes</source>
        <translation>se esperaban identificadores de nodos</translation>
    </message>
    <message>
        <source>as in &quot;inputs&quot;: [&quot;x&quot;]</source>
        <translation>como en &quot;inputs&quot;: [&quot;x&quot;]</translation>
    </message>
    <message>
        <source>Samples that share one step of the optimizer; none is all of them.</source>
        <translation>Muestras que comparten un paso del optimizador; ninguna cifra son todas.</translation>
    </message>
    <message>
        <source>samples</source>
        <translation>muestras</translation>
    </message>
    <message>
        <source>Passes through the training data after which `glassnet train` stops.</source>
        <translation>Pasadas por los datos de entrenamiento después de las que para `glassnet train`.</translation>
    </message>
    <message>
        <source>Evaluate every</source>
        <translation>Evaluar cada</translation>
    </message>
    <message>
        <source>Epochs from one look at the test part to the next.</source>
        <translation>Épocas de una mirada a la parte de prueba a la siguiente.</translation>
    </message>
    <message>
        <source>Shuffle</source>
        <translation>Barajar</translation>
    </message>
    <message>
        <source>Draw a new order of the samples in every epoch.</source>
        <translation>Sacar un orden nuevo de las muestras en cada época.</translation>
    </message>
    <message>
        <source>Size of the numbers the network computes with.</source>
        <translation>Tamaño de los números con que calcula la red.</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>Semilla</translation>
    </message>
    <message>
        <source>Governs split, starting weights, order and dropout.</source>
        <translation>Gobierna el reparto, los pesos iniciales, el orden y el dropout.</translation>
    </message>
    <message>
        <source>Which starting weights; another number is another draw.</source>
        <translation>Qué pesos iniciales; otro número es otro sorteo.</translation>
    </message>
</context>
</TS>
